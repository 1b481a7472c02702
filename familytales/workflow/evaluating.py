"""Measures engines and ways of reading on images whose true text is known."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from familytales import registry
from familytales.domain.errors import BadInput, FamilyTalesError, UsageError
from familytales.domain.languages import parse
from familytales.settings import Settings
from familytales.transcription.scoring import Errors, confusions, errors
from familytales.workflow import memory, tasks
from familytales.workflow.events import Emit, ItemDone, ItemFailed, Step, StepPlanned
from familytales.workflow.session import chargeable
from familytales.workflow.truth_folder import Case
from familytales.workflow.workers import Workers, each, flow

_loaded: set[tuple[str, bool]] = set()
"""In a worker: ways whose engines are loaded."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to read: who reads, and whether the scan is prepared first."""

    engine: str
    enhance: bool

    @property
    def name(self) -> str:
        """As tables show it."""
        return self.engine if self.enhance else f"{self.engine}, as is"


@dataclass(frozen=True, slots=True)
class Measured:
    """One page read in one way.

    Attributes:
        variant: the way.
        page: the image's name.
        group: its kind and language.
        errors: what is wrong; all of it where the engine failed.
        seconds: processor seconds, preparation included, loading the engine not.
        memory: most memory the process held meanwhile, in bytes.
        failed: why there is no text, "" when there is.
        confusions: (what stands there, what was read) and how often.
    """

    variant: str
    page: str
    group: str
    errors: Errors
    seconds: float = 0.0
    memory: int = 0
    failed: str = ""
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)


def evaluate(
    cases: Sequence[Case], variants: Sequence[Variant], settings: Settings, listener: Emit
) -> tuple[list[Measured], list[ItemFailed]]:
    """Read every page in every way, in parallel.

    A page whose image is bad is left out of every way; one that an engine fails on counts as wholly wrong for it. Both
    are named among the failures.

    Raises:
        UsageError: an engine does not exist, or is remote although the settings say offline.
    """
    for variant in variants:
        if registry.load(registry.Kind.OCR, variant.engine).remote and settings.offline:
            raise UsageError(
                f"The engine {variant.engine!r} sends pages over the network, and you asked to stay offline.",
                remedy="Leave it out, or run without --offline.",
            )
    listener(StepPlanned(Step.EVALUATE, len(cases) * len(variants)))
    run = _Evaluation(settings, listener)
    measured = asyncio.run(run.all([(variant, case) for variant in variants for case in cases]))
    return [one for one in measured if one.page not in run.bad], run.failures


@dataclass
class _Evaluation:
    """One run: what failed, and which images are bad."""

    settings: Settings
    listener: Emit
    failures: list[ItemFailed] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)

    async def all(self, pairs: Sequence[tuple[Variant, Case]]) -> list[Measured]:
        """Every page in every way, in the order of `pairs`."""
        with Workers(self.settings.workers) as workers:

            async def one(number: int) -> tuple[int, Measured]:
                return number, await self._one(workers, *pairs[number])

            numbers = each(range(len(pairs)))
            found = dict([done async for done in flow(numbers, one, at_once=workers.count * 2)])
        return [found[number] for number in range(len(pairs))]

    async def _one(self, workers: Workers, variant: Variant, case: Case) -> Measured:
        languages = case.languages or parse(self.settings.language)
        how = tasks.Reading(variant.engine, languages, variant.enhance)
        try:
            made = await workers.run(measure, case, how, self.settings.max_pixels)
        except Exception as error:
            if (mine := chargeable(error)) is None:
                raise
            self._fail(variant, case, mine)
            return Measured(variant.name, case.name, case.group, errors(case.truth, ""), failed=mine.message)
        self.listener(ItemDone(Step.EVALUATE, variant.name, case.name, f"WER {made.errors.wer:.1f} %"))
        return replace(made, variant=variant.name)

    def _fail(self, variant: Variant, case: Case, error: FamilyTalesError) -> None:
        if isinstance(error, BadInput):
            if case.name in self.bad:
                return
            self.bad.add(case.name)
        reason = error.message if isinstance(error, BadInput) else f"{variant.name}: {error.message}"
        failure = ItemFailed(Step.EVALUATE, variant.name, case.name, reason, error.remedy, error.exit_code)
        self.failures.append(failure)
        self.listener(failure)


def measure(case: Case, how: tasks.Reading, max_pixels: int) -> Measured:
    """Read one page and compare it with its truth; runs in a worker.

    The first page of each way is read twice, so that loading an engine counts for no page.
    """
    if (how.engine, how.enhance) not in _loaded:
        tasks.read_page(case.image, 0, how, max_pixels)
        _loaded.add((how.engine, how.enhance))
    memory.reset_peak()
    start = time.process_time()
    text = tasks.read_page(case.image, 0, how, max_pixels).transcript.text
    return Measured(
        variant="",
        page=case.name,
        group=case.group,
        errors=errors(case.truth, text),
        seconds=time.process_time() - start,
        memory=memory.peak(),
        confusions=confusions(case.truth, text),
    )
