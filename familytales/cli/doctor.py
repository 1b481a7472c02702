"""`familytales doctor`: is everything here?"""

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from familytales import __version__
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.domain.errors import ExitCode

if TYPE_CHECKING:
    from familytales.workflow.doctor import Check

app = Commands()


@app.add("doctor")
def doctor(run: Run) -> None:
    """What is installed, what is missing, what each missing thing would give and the command that gets it.

    Engines are tried, not only looked for. Exit code 5 when something needed is missing.

    Example: familytales doctor
    """
    from familytales.workflow.doctor import examine, system

    checks = examine(run.settings)
    ok = all(check.ok for check in checks if check.needed)
    data = {"ok": ok, "version": __version__, "system": system(), "checks": [asdict(check) for check in checks]}
    run.out.result(data, _text(checks, ok))
    if not ok:
        raise typer.Exit(ExitCode.MISSING)


def _text(checks: "tuple[Check, ...]", ok: bool) -> str:
    rows = [(_mark(check), check.name, check.found, check.gives) for check in checks]
    lines = [table(("", "What", "Found", "For"), rows)]
    missing = [check for check in checks if not check.ok]
    if missing:
        lines.append("\nTo get what is missing:")
        lines += [f"  {check.name}: {check.command or 'make room'}" for check in missing]
    lines.append(f"\n{'Everything needed is here.' if ok else 'Something needed is missing.'}")
    return "\n".join(lines)


def _mark(check: "Check") -> str:
    return "ok" if check.ok else "MISSING" if check.needed else "-"
