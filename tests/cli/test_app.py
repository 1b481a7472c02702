import errno
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from familytales import __version__
from familytales.cli import failures
from familytales.cli.app import COMMANDS, app
from familytales.cli.output import Output, particulars, printable, table
from familytales.domain.errors import BadInput, ExitCode, FamilyTalesError
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]


def commands() -> Iterator[tuple[str, ...]]:
    root = get_command(app)
    for name in COMMANDS:
        command = root.get_command(None, name)
        yield (name,)
        yield from ((name, under) for under in getattr(command, "commands", {}))


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_every_command_has_help_with_an_example(ft: Ft, command: tuple[str, ...]) -> None:
    ran = ft(*command, "--help")
    assert ran.code == 0
    assert "Example" in ran.out
    assert f"familytales {' '.join(command)}" in ran.out
    for option in ("--json", "--quiet", "--yes", "--no-input", "--library", "--offline", "--debug"):
        assert option in ran.out


def test_help_names_every_command(ft: Ft) -> None:
    assert all(name in ft("--help").out for name in COMMANDS)
    assert ft().out == ft("--help").out


def test_the_version_is_told(ft: Ft) -> None:
    assert ft("--version").out == f"familytales {__version__}\n"


@pytest.mark.parametrize("arguments", [("nonsense",), ("book", "nonsense"), ("book", "list", "--nonsense"), ("add",)])
def test_a_command_line_without_sense_is_a_usage_error(ft: Ft, arguments: tuple[str, ...]) -> None:
    ran = ft(*arguments)
    assert ran.code == ExitCode.USAGE
    assert ran.out == ""
    assert "--help" in ran.err
    assert ft(*arguments, "--json").error["kind"] == "usage"


def test_a_mistyped_command_is_guessed(ft: Ft) -> None:
    assert "'doctor'" in ft("doctr").err


@pytest.mark.parametrize(
    "arguments", [("--json", "config", "show"), ("config", "--json"), ("config", "show", "--json")]
)
def test_options_stand_before_or_after_the_command(ft: Ft, arguments: tuple[str, ...]) -> None:
    assert ft(*arguments).json["schema"] == 1


def test_an_error_is_json_for_scripts(ft: Ft, tmp_path: Path) -> None:
    ran = ft("book", "list", "--json", "--library", tmp_path)
    assert ran.code == ran.error["code"] == 8
    assert set(ran.error) == {"code", "kind", "message", "remedy", "kept"}
    assert ran.err == ""


def test_a_traceback_is_for_debugging_only(ft: Ft, tmp_path: Path) -> None:
    assert "Traceback" not in ft("book", "list", "--library", tmp_path).err
    assert "Traceback" in ft("book", "list", "--library", tmp_path, "--debug").err


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x.db"), ExitCode.TRY_LATER, "full"),
        (PermissionError(errno.EACCES, "Permission denied", "x.db"), ExitCode.FAILURE, "x.db"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "Interrupted"),
        (typer.Abort(), ExitCode.INTERRUPTED, "Interrupted"),
        (ValueError("odd"), ExitCode.FAILURE, "--debug"),
        (BadInput("bad.jpg is damaged."), ExitCode.BAD_INPUT, "bad.jpg"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_failure_has_words_and_a_code(error: BaseException, code: ExitCode, word: str) -> None:
    explained = failures.explained(error)
    assert explained.exit_code is code
    assert word in str(explained)


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b[31mred\nnext") == "a\\x1b[31mred\nnext"
    assert table(("Name",), [("two\nlines",)]) == "Name\ntwo\\nlines"


def test_tables_are_aligned_whatever_the_script() -> None:
    assert table(("A", "B"), [("日記", 1), ("x", None)]).splitlines() == ["A     B", "日記  1", "x"]


def test_particulars_leave_out_what_is_not_known() -> None:
    assert particulars({"Title": "Letters", "Author": "", "Pages": 0}) == "Title:  Letters\nPages:  0"


def test_json_holds_dataclasses_paths_and_any_text(capsys: pytest.CaptureFixture[str]) -> None:
    Output(json=True).result({"path": Path("a"), "set": frozenset("ba"), "text": "Zürich\n"})
    assert json.loads(capsys.readouterr().out) == {"schema": 1, "path": "a", "set": ["a", "b"], "text": "Zürich\n"}


def test_errors_keep_their_parts_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(BadInput("what", remedy="do", kept="kept")))
    assert (type(error), error.message, error.remedy, error.kept) == (BadInput, "what", "do", "kept")
    assert issubclass(BadInput, FamilyTalesError)


def run(*arguments: str) -> "subprocess.Popen[str]":
    program = [sys.executable, "-m", "familytales", *arguments]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_reader_that_hangs_up_is_no_error() -> None:
    with run("config", "show", "--quiet") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_error(closed: str) -> None:
    command = ["sh", "-c", f'exec "$0" -m familytales config show {closed}', sys.executable]
    assert subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0


def test_output_in_a_pipe_has_no_colours_and_no_bars() -> None:
    out, err = run("doctr").communicate(timeout=30)
    assert out == ""
    assert err.startswith("Error: ")
    assert "\x1b" not in err


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_ctrl_c_ends_with_130_and_says_what_is_kept(
    ft: Ft, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    def interrupted(settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("familytales.workflow.configuration.effective", interrupted)
    ran = ft("config", "show", *options)
    assert ran.code == 130
    assert "kept" in ran.out + ran.err
