"""The settings as a whole: where each comes from, and changing the file that keeps them."""

import json
import os
import re
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from familytales.domain.errors import BadInput, UsageError
from familytales.settings import PREFIX, Settings, config_file
from familytales.workflow.languages import named

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is now: `source` is "default", the name of an environment variable, or the file's path."""

    name: str
    value: Value
    source: str
    help: str


def effective(settings: Settings) -> tuple[Setting, ...]:
    """Every setting and where its value comes from; flags of this one run are not looked at."""
    written = _values(_read(config_file()), config_file())
    return tuple(
        Setting(name, _plain(getattr(settings, name)), _source(name, written), str(field.description or ""))
        for name, field in Settings.model_fields.items()
    )


def _source(name: str, written: dict[str, object]) -> str:
    variable = PREFIX + name.upper()
    if variable in os.environ:
        return variable
    return str(config_file()) if name in written else "default"


def put(name: str, text: str) -> Setting:
    """Write a setting into the file, keeping its comments and the other settings.

    Raises:
        UsageError: there is no such setting, or it cannot have that value.
        BadInput: the file is not TOML, or a language is none.
    """
    _known(name)
    if name == "language":
        text = "+".join(named(text))
    try:
        value = _plain(getattr(Settings.model_validate({name: text}), name))
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise UsageError(
            f"{name} cannot be {text!r}: {reason}.", remedy=_about(name), kept="Nothing was changed."
        ) from None
    _rewrite(name, f"{name} = {_toml(value)}")
    return Setting(name, value, str(config_file()), str(Settings.model_fields[name].description or ""))


def drop(name: str) -> bool:
    """Take a setting out of the file, so that its default holds again; False when it was not there."""
    _known(name)
    return _rewrite(name, None)


def _rewrite(name: str, line: str | None) -> bool:
    path = config_file()
    text = _read(path)
    there = name in _values(text, path)
    own = re.compile(rf"^\s*(?:\"{name}\"|{name})\s*=.*(?:\n|$)", re.MULTILINE)
    new = own.sub("" if line is None else lambda _: f"{line}\n", text, count=1) if there else text
    if line is not None and not there:
        new = (text if not text or text.endswith("\n") else text + "\n") + line + "\n"
    if _values(new, path).keys() - {name} != _values(text, path).keys() - {name}:
        raise BadInput(
            f"{path} is written in a way that cannot be changed safely.", remedy=f"Edit {name} there by hand."
        )
    if new != text:
        _write(path, new)
    return there


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except ValueError as error:
        raise BadInput(f"The configuration {path} cannot be read: {error}.", remedy="Correct or remove it.") from error


def _values(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise BadInput(f"The configuration {path} is not TOML: {error}.", remedy="Correct or remove it.") from error


def _write(path: Path, text: str) -> None:
    """Put the new file in the old one's place in one step: a crash leaves one of the two, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".config", suffix=".toml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path.resolve())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _known(name: str) -> None:
    if name not in Settings.model_fields:
        raise UsageError(f"There is no setting {name!r}.", remedy=f"There are: {', '.join(Settings.model_fields)}.")


def _about(name: str) -> str:
    return f"It is: {Settings.model_fields[name].description}."


def _plain(value: object) -> Value:
    return value if isinstance(value, bool | int | float | str) else str(value)


def _toml(value: Value) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower()
