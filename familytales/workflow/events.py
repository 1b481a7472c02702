"""What happens during a run, as typed events: progress displays and `--json` lines are made from them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from familytales.domain.errors import ExitCode


class Step(StrEnum):
    """The steps of a run, in the order of the house; measuring belongs to none."""

    IMPORT = "import"
    TRANSCRIBE = "transcribe"
    NARRATE = "narrate"
    MASTER = "master"
    VIEW = "view"
    BIND = "bind"
    CHECK = "check"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True)
class StepPlanned:
    """A step has `total` more items to go through, `fresh` of them already done by an earlier run."""

    step: Step
    total: int
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class ItemDone:
    """One item of a step is finished and recorded. `subject` is its id as the command line writes it."""

    step: Step
    subject: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ItemFailed:
    """One item of a step failed alone; the rest goes on."""

    step: Step
    subject: str
    name: str
    reason: str
    remedy: str = ""
    code: ExitCode = ExitCode.FAILURE


@dataclass(frozen=True, slots=True)
class Noted:
    """Something a person should know: a duplicate, a near-duplicate, a description without its file."""

    step: Step
    subject: str
    message: str


Event = StepPlanned | ItemDone | ItemFailed | Noted
Emit = Callable[[Event], None]
