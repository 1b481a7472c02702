"""What measured pages come to: error rates by kind of page, what is confused with what, as a table and as a chart."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from familytales.transcription.scoring import Errors
from familytales.workflow.charts import Chart
from familytales.workflow.evaluating import Measured

ALL = "all"
"""The group that holds every page."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a variant makes of a group of pages."""

    variant: str
    group: str
    pages: int
    failed: int
    errors: Errors
    seconds: float
    """Mean processor seconds a page."""
    memory: int
    """The most memory any page took, in bytes."""


def rates(measured: Sequence[Measured]) -> list[Rate]:
    """Error rates of each way for each kind of page and for all, in the order the ways were given."""
    found = []
    for variant in dict.fromkeys(one.variant for one in measured):
        mine = [one for one in measured if one.variant == variant]
        groups = sorted({one.group for one in mine if one.group})
        for group in groups:
            found.append(_rate(variant, group, [one for one in mine if one.group == group]))
        found.append(_rate(variant, ALL, mine))
    return found


def _rate(variant: str, group: str, pages: Sequence[Measured]) -> Rate:
    read = [one for one in pages if not one.failed]
    return Rate(
        variant,
        group,
        pages=len(pages),
        failed=len(pages) - len(read),
        errors=sum((one.errors for one in pages), Errors()),
        seconds=sum(one.seconds for one in read) / len(read) if read else 0.0,
        memory=max((one.memory for one in read), default=0),
    )


def most_confused(measured: Sequence[Measured], most: int) -> Iterator[tuple[str, str, str, int]]:
    """(variant, what stands there, what was read, how often): the most frequent of each variant first."""
    for variant in dict.fromkeys(one.variant for one in measured):
        total = sum((one.confusions for one in measured if one.variant == variant), Counter[tuple[str, str]]())
        for (truth, read), count in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:most]:
            yield variant, truth, read, count


def figures(rate: Rate) -> dict[str, str | int | float]:
    """A rate as a row of a table: percents to the second decimal, seconds, bytes."""
    return {
        "variant": rate.variant,
        "kind": rate.group,
        "pages": rate.pages,
        "failed": rate.failed,
        "cer": round(rate.errors.cer, 2),
        "wer": round(rate.errors.wer, 2),
        "bow": round(rate.errors.bow, 2),
        "seconds": round(rate.seconds, 2),
        "memory": rate.memory,
    }


def as_csv(found: Sequence[Rate]) -> str:
    """The rates as a table for spreadsheets."""
    file = StringIO()
    writer = csv.DictWriter(file, list(figures(Rate("", "", 0, 0, Errors(), 0.0, 0))), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(map(figures, found))
    return file.getvalue()


def chart(found: Sequence[Rate]) -> Chart:
    """Word error rates by kind of page, a bar for each way of reading."""
    groups = tuple(dict.fromkeys(rate.group for rate in found if rate.group != ALL))
    variants = dict.fromkeys(rate.variant for rate in found)
    wer = {(rate.variant, rate.group): rate.errors.wer for rate in found}
    series = tuple((name, tuple(wer.get((name, group)) for group in (*groups, ALL))) for name in variants)
    return Chart("Word error rate by kind of page, in percent", (*groups, ALL), series)
