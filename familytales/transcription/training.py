"""Teaches Tesseract one hand or machine: its model is trained further on lines whose text a person vouches for.

Tesseract's own training programs do the work. Every fifth line is held out: what is told of the gain is measured on
lines that the training never saw. Nothing is installed here; whoever asked decides by the figures.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from familytales.domain.errors import BadInput, FamilyTalesError, MissingDependency
from familytales.transcription.lstm_weights import full
from familytales.transcription.scoring import Errors, errors

if TYPE_CHECKING:
    from familytales.ports import Progress, Raster

PROGRAMS = ("tesseract", "combine_tessdata", "lstmtraining")
FEWEST = 20
"""Lines below which nothing can be learnt, nor the gain be told."""
HELD_OUT = 5
"""One line in so many is kept for measuring."""
ROUNDS = 30
"""How often each line is looked at; with more, a model forgets other lines for these."""
_LEAST, _MOST = 400, 6000
"""Steps of training: 20 ms each on one core."""
_RATE = "0.0005"
"""Learning rate: half of what training from nothing uses, for a model that reads well is only to be nudged."""
_CONFIG = """file_type .bl
textord_fast_pitch_test T
tessedit_zero_rejection T
tessedit_minimal_rejection F
edges_children_fix F
edges_childarea 0.65
edges_boxarea 0.9
tessedit_train_line_recognizer T
textord_no_rejects T
tessedit_init_config_only T
"""
_STEP = re.compile(rb"At iteration \d+/(\d+)/\d+")
_BASE = "base"


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A line cut from its page, and what it says."""

    image: "Raster"
    text: str


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that was trained further, and what it is worth.

    Attributes:
        data: the `.traineddata` file.
        learnt: lines it was trained on.
        held_out: lines it was measured on.
        before: errors of the model it came from on the held-out lines.
        after: its own on the same lines.
    """

    data: bytes
    learnt: int
    held_out: int
    before: Errors
    after: Errors

    @property
    def better(self) -> bool:
        """Whether it reads the held-out lines with fewer wrong characters, and no more wrong words."""
        return self.after.characters < self.before.characters and self.after.words <= self.before.words


def missing_programs() -> list[str]:
    """Which of Tesseract's programs that training needs are not here."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def require_programs() -> None:
    """Make sure that training can run.

    Raises:
        MissingDependency: names what is missing.
    """
    if missing := missing_programs():
        raise MissingDependency(
            f"Training needs programs of Tesseract that are not here: {', '.join(missing)}.",
            remedy="They come with `tesseract-ocr` (Debian), `tesseract-tools` (Fedora) or `tesseract` (Homebrew).",
        )


def train(lines: Sequence[TrainingLine], base: Path, progress: "Progress", *, steps: int | None = None) -> Trained:
    """Train the model in `base` further on most of the lines, and measure both models on the others.

    Args:
        lines: of one hand or machine, at least `FEWEST`.
        base: a `.traineddata` file of Tesseract 4 or 5.
        progress: told the steps.
        steps: how many; by the number of lines when None.

    Raises:
        MissingDependency: the training programs are not installed.
        BadInput: there are too few lines, or the model cannot be trained further.
        FamilyTalesError: a program failed.
    """
    require_programs()
    if len(lines) < FEWEST:
        raise BadInput(
            f"There are {len(lines)} lines to learn from; at least {FEWEST} are needed.",
            remedy="Review more: `familytales review`.",
        )
    learn, hold = split(lines)
    with tempfile.TemporaryDirectory(prefix="familytales-") as name:
        folder = Path(name)
        shutil.copyfile(base, folder / f"{_BASE}.traineddata")
        data = _train(folder, learn, steps or min(_MOST, max(_LEAST, ROUNDS * len(learn))), progress)
        (folder / "made.traineddata").write_bytes(data)
        before, after = (_measured(folder, hold, model) for model in (_BASE, "made"))
    return Trained(data, len(learn), len(hold), before, after)


def split(lines: Sequence[TrainingLine]) -> tuple[list[TrainingLine], list[TrainingLine]]:
    """Lines to learn from and lines to hold out, the same ones every time: chosen by their pixels, not their place."""
    order = sorted(lines, key=lambda line: hashlib.sha256(line.image.tobytes()).digest())
    held = len(order) // HELD_OUT
    return order[held:], order[:held]


def _train(folder: Path, lines: Sequence[TrainingLine], steps: int, progress: "Progress") -> bytes:
    data, part = folder / f"{_BASE}.traineddata", folder / f"{_BASE}.lstm"
    _run(["combine_tessdata", "-e", data, part])
    part.write_bytes(full(part.read_bytes()))
    (folder / "train.config").write_text(_CONFIG, encoding="ascii")
    made = [_prepared(folder, number, line) for number, line in enumerate(lines)]
    if not any(made):
        raise BadInput("Tesseract can make nothing of these lines.", remedy="Look at them: `familytales review show`.")
    listed = folder / "lines.txt"
    listed.write_text("".join(f"{path}\n" for path in made if path), encoding="utf-8")
    output = folder / "out"
    common = ["--traineddata", data, "--model_output", output]
    limits = ["--max_iterations", str(steps), "--learning_rate", _RATE]
    start = ["--continue_from", part, "--train_listfile", listed]
    _watched(["lstmtraining", *start, *common, *limits], lambda done: progress(min(done, steps), steps))
    finished = folder / "finished.traineddata"
    end = ["--continue_from", f"{output}_checkpoint", "--traineddata", data, "--model_output", finished]
    _run(["lstmtraining", "--stop_training", "--convert_to_int", *end])
    return finished.read_bytes()


def _prepared(folder: Path, number: int, line: TrainingLine) -> Path | None:
    """The line as Tesseract's training file; None when Tesseract finds no text in it."""
    path = _picture(folder, f"line{number}", line.image)
    height, width = line.image.shape[:2]
    ends = f"\t {width} 0 {width + 1} {height + 1} 0"
    path.with_suffix(".box").write_text(f"WordStr 0 0 {width} {height} 0 #{line.text}\n{ends}\n", encoding="utf-8")
    command = ["tesseract", path, path.with_suffix(""), "--psm", "13", "--tessdata-dir", folder, "-l", _BASE]
    _run([*command, folder / "train.config"])
    made = path.with_suffix(".lstmf")
    return made if made.exists() else None


def _picture(folder: Path, name: str, image: "Raster") -> Path:
    from PIL import Image

    path = folder / f"{name}.png"
    Image.fromarray(image).save(path, "PNG")
    return path


def _measured(folder: Path, lines: Sequence[TrainingLine], model: str) -> Errors:
    """What a model gets wrong, all lines read by one process."""
    listed = folder / "held.txt"
    paths = [_picture(folder, f"held{number}", line.image) for number, line in enumerate(lines)]
    listed.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    command = ["tesseract", listed, "-", "--psm", "13", "--tessdata-dir", folder, "-l", model]
    found = _run(command).decode("utf-8", errors="replace").split("\f")
    return sum((errors(line.text, text) for line, text in zip(lines, found, strict=True)), Errors())


def _run(command: Sequence[object]) -> bytes:
    done = subprocess.run([str(part) for part in command], capture_output=True, env=_alone(), check=False)
    if done.returncode:
        raise _failed(str(command[0]), done.stderr)
    return done.stdout


def _watched(command: Sequence[object], told: Callable[[int], None]) -> None:
    """Run a program that tells its steps on stderr."""
    said = b""
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_alone()
    ) as process:
        try:
            for said in process.stderr or ():
                if found := _STEP.search(said):
                    told(int(found[1]))
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise _failed(str(command[0]), said)


def _alone() -> dict[str, str]:
    """Tesseract's own threads make it slower."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _failed(program: str, said: bytes) -> FamilyTalesError:
    last = said.decode("utf-8", errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
    return FamilyTalesError(f"{program} failed: {last[0]}", kept="Nothing was changed.")
