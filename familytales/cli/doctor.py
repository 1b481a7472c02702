"""`familytales doctor`."""

from familytales.cli.commands import Commands
from familytales.cli.run import Run

app = Commands()


@app.add("doctor")
def doctor(run: Run) -> None:
    """Tell what is installed, what is missing, what each missing thing would give and how to get it.

    Example: familytales doctor
    """
    run.out.result({"ok": True}, "ok")
