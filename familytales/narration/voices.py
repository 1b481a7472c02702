"""The voices of this machine: which there are, which one reads a language, adding and removing Piper's."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from familytales.domain import languages
from familytales.domain.errors import BadInput, MissingDependency, UsageError
from familytales.domain.narration import Voice
from familytales.narration.voice_files import CARD_SUFFIX, CONFIG_SUFFIX, MODEL_SUFFIX, is_config
from familytales.registry import Kind, load, names

_NAME = re.compile(r"[A-Za-z0-9][\w+.-]{0,99}")
_LARGEST_CONFIG = 1 << 20
_LARGEST_MODEL = 1 << 30  # Piper's "high" voices have 114 MB
_INPUTS = {"input", "input_lengths", "scales"}
_DEFAULT = "default."  # file `default.deu` holds the name of the voice for German


def installed(folder: Path) -> tuple[Voice, ...]:
    """Every voice that can speak now, over all engines; an engine that does not load here has none."""
    found: list[Voice] = []
    for name in names(Kind.SPEECH):
        try:
            found.extend(load(Kind.SPEECH, name).voices(folder))
        except MissingDependency:
            continue
    return tuple(found)


def choose(folder: Path, language: str, wanted: str = "") -> Voice:
    """The voice that reads a book of this language.

    That is `wanted` if given; else the one `use` named; else an installed Piper voice, hibari for English, espeak-ng
    for the rest. An engine that sends text away is never chosen unasked.

    Args:
        folder: where voices are installed.
        language: ISO 639-3 code; of several ("eng+deu") the first.
        wanted: name of a voice, or "".

    Raises:
        MissingDependency: there is no such voice, or none for the language.
    """
    here = installed(folder)
    if wanted:
        return _named(here, wanted)
    code = next(iter(languages.parse(language)), "")
    able = [voice for voice in here if voice.language == code and not load(Kind.SPEECH, voice.engine).remote]
    if not able:
        raise MissingDependency(
            f"There is no voice for {languages.name(code)} on this machine.",
            remedy="`familytales voice list` shows what can be added.",
        )
    default = defaults(folder).get(code, "")
    return min(able, key=lambda voice: (voice.name != default, _rank(voice), voice.region != "", voice.name))


def _rank(voice: Voice) -> int:
    order = ("piper", "hibari", "espeak")
    return order.index(voice.engine) if voice.engine in order else 1


def _named(here: Iterable[Voice], name: str) -> Voice:
    by_name = {voice.name: voice for voice in here}
    if name in by_name:
        return by_name[name]
    alike = [known for known in by_name if name.casefold() in known.casefold()] or get_close_matches(name, by_name)
    other = f"did you mean {alike[0]}?" if alike else f"`familytales voice add {name}` gets a Piper voice."
    raise MissingDependency(
        f"There is no voice called {name!r} on this machine.",
        remedy=f"`familytales voice list` shows those there are; {other}",
    )


def defaults(folder: Path) -> dict[str, str]:
    """Names of the voices `use` chose, by language."""
    found = {}
    for path in sorted(folder.glob(_DEFAULT + "*")):
        found[path.name.removeprefix(_DEFAULT)] = path.read_text("utf-8", errors="replace").strip()
    return found


def use(folder: Path, name: str) -> Voice:
    """Make that voice the one for its language.

    Raises:
        MissingDependency: there is no such voice.
    """
    voice = _named(installed(folder), name)
    folder.mkdir(parents=True, exist_ok=True)
    with _arriving(folder / (_DEFAULT + voice.language)) as path:
        path.write_text(voice.name + "\n", "utf-8")
    return voice


def add_files(folder: Path, model: Path, config: Path | None = None) -> Voice:
    """Install a Piper voice from its two files; the originals stay where they are.

    Args:
        folder: where voices are installed.
        model: the `.onnx` file; its name becomes the voice's.
        config: the `.onnx.json` file; None if it lies beside the model.

    Raises:
        BadInput: they are no voice.
        OSError: as it comes.
    """
    name = checked_name(model.name.removesuffix(MODEL_SUFFIX))
    config = config or model.with_name(model.name + ".json")
    check_files(model, config)
    folder.mkdir(parents=True, exist_ok=True)
    card = model.with_name("MODEL_CARD")
    sources = [(model, MODEL_SUFFIX), (config, CONFIG_SUFFIX), *([(card, CARD_SUFFIX)] if card.is_file() else [])]
    # the configuration last: a model without one is not yet a voice
    for source, suffix in sorted(sources, key=lambda pair: pair[1] == CONFIG_SUFFIX):
        with _arriving(folder / (name + suffix)) as path:
            shutil.copyfile(source, path)
    return _named(load(Kind.SPEECH, "piper").voices(folder), name)


def remove(folder: Path, name: str) -> None:
    """Delete an installed voice, and its place as a default.

    Raises:
        MissingDependency: there is no such voice.
        UsageError: it belongs to an engine's package.
    """
    voice = _named(installed(folder), name)
    if not voice.path or Path(voice.path).parent != folder:
        raise UsageError(
            f"The voice {name} is part of an installed package.", remedy="Choose another with `familytales voice use`."
        )
    for suffix in (CONFIG_SUFFIX, MODEL_SUFFIX, CARD_SUFFIX):
        (folder / (name + suffix)).unlink(missing_ok=True)
    for language, default in defaults(folder).items():
        if default == name:
            (folder / (_DEFAULT + language)).unlink(missing_ok=True)


def checked_name(name: str) -> str:
    """The name, if it is one a file can have without harm.

    Raises:
        BadInput: it is not.
    """
    if not _NAME.fullmatch(name):
        raise BadInput(f"{name!r} is no name for a voice.", remedy="Rename the file to something like en_US-anna.onnx.")
    return name


def check_files(model: Path, config: Path) -> None:
    """Make sure that these are a Piper voice that loads.

    Raises:
        BadInput: they are not; says which file and why.
    """
    try:
        if config.stat().st_size > _LARGEST_CONFIG:
            raise ValueError("it is too large")
        facts = json.loads(config.read_text("utf-8"))
        if not is_config(facts):
            raise ValueError("a part is missing")
    except (OSError, ValueError) as error:
        raise BadInput(
            f"{config} is no configuration of a Piper voice: {error}.",
            remedy="A voice is a pair: .onnx and .onnx.json.",
        ) from error
    try:
        if model.stat().st_size > _LARGEST_MODEL:
            raise ValueError("it is too large")
        _check_model(model)
    except Exception as error:  # the runtime has its own kinds for each way a file can be broken
        raise BadInput(f"{model} is no model of a Piper voice: {error}.", remedy="Download it again.") from error


def _check_model(model: Path) -> None:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model.read_bytes(), options, providers=["CPUExecutionProvider"])
    if not {given.name for given in session.get_inputs()} >= _INPUTS:
        raise ValueError("it takes other inputs")


@contextmanager
def _arriving(target: Path) -> Iterator[Path]:
    """A path to write to, which becomes `target` when all went well: never half a file under its own name."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    os.close(handle)
    path = Path(name)
    try:
        yield path
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.chmod(0o644)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)
