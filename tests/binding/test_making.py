import pytest

from familytales.binding.making import Making
from familytales.domain.editions import Edition


def test_everything_that_took_part_is_named_once(edition: Edition) -> None:
    making = Making()
    for content in edition.documents():
        making.note(content, 90_000 if content.audio else 0)
    assert making.colophon() == [
        "3 documents on 4 pages, 3 minutes read aloud.",
        "The text was read from the scans by tesseract 5.3.0 and may have been corrected by hand.",
        "Read aloud by fay (hibari, a computer voice).",
    ]


@pytest.mark.parametrize(
    ("milliseconds", "told"),
    [
        (0, "0 documents on 0 pages"),
        (1000, "0 documents on 0 pages, 1 second read aloud"),
        (60_000, "0 documents on 0 pages, 1 minute read aloud"),
        (3_600_000, "0 documents on 0 pages, 1 hour read aloud"),
        (3_900_000, "0 documents on 0 pages, 1 hour 5 minutes read aloud"),
    ],
)
def test_durations_are_told_as_people_do(milliseconds: int, told: str) -> None:
    assert Making(heard=milliseconds).counts == told
