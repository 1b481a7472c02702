"""`familytales config`: the settings."""

from typing import Annotated

import typer

from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run

app = Commands(
    """The settings: what holds, where it comes from, and changing it.

    Every setting is also an environment variable FAMILYTALES_<NAME>, which outranks the file; an option outranks both.

    Example: familytales config set language eng+deu
    """,
    bare="show",
)
Name = Annotated[str, typer.Argument(help="The setting's name.")]


@app.add("show")
def show(run: Run) -> None:
    """Every setting, its value and where that comes from.

    Example: familytales config show
    """
    from familytales.settings import config_file
    from familytales.workflow.configuration import effective

    found = effective(run.settings)
    rows = ((one.name, one.value, one.source, one.help) for one in found)
    text = table(("Setting", "Value", "From", "What it is"), rows)
    run.out.result({"file": config_file(), "settings": found}, text)
    run.console.note(f"The file is {config_file()}.")


@app.add("set")
def put(run: Run, name: Name, value: Annotated[str, typer.Argument(help="Its new value.")]) -> None:
    """Write a setting into the configuration file.

    Example: familytales config set speed 0.9
    """
    from familytales.workflow import configuration

    written = configuration.put(name, value)
    run.out.result({"setting": written}, f"{written.name} = {written.value}")


@app.add("unset")
def unset(run: Run, name: Name) -> None:
    """Take a setting out of the configuration file: its default holds again.

    Example: familytales config unset speed
    """
    from familytales.workflow import configuration

    gone = configuration.drop(name)
    run.out.result({"name": name, "removed": gone}, "Removed." if gone else f"{name} is not in the file.")
