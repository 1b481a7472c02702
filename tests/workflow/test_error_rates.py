import csv
import io
from collections import Counter
from xml.etree import ElementTree

from PIL import Image

from familytales.transcription.scoring import Errors
from familytales.workflow import charts, memory
from familytales.workflow.error_rates import as_csv, chart, most_confused, rates
from familytales.workflow.evaluating import Measured

PAGES = [
    Measured("quick", "1", "print-eng", Errors(1, 10, 1, 2, 1), 1.0, 50, "", Counter({("e", "c"): 2, ("", "."): 1})),
    Measured("quick", "2", "photo-eng", Errors(3, 90, 1, 8, 0), 3.0, 70, "", Counter({("e", "c"): 1})),
    Measured("slow", "1", "print-eng", Errors(0, 10, 0, 2, 0), 5.0, 90),
    Measured("slow", "2", "photo-eng", Errors(90, 90, 8, 8, 8), failed="it crashed"),
]


def test_rates_are_sums_over_pages_by_kind_and_for_all() -> None:
    found = {(rate.variant, rate.group): rate for rate in rates(PAGES)}
    assert list(found) == [(v, g) for v in ("quick", "slow") for g in ("photo-eng", "print-eng", "all")]
    every = found["quick", "all"]
    assert (every.pages, every.errors.cer, every.errors.wer, every.seconds, every.memory) == (2, 4.0, 20.0, 2.0, 70)


def test_a_page_an_engine_failed_on_counts_as_wrong_but_not_as_quick() -> None:
    slow = next(rate for rate in rates(PAGES) if (rate.variant, rate.group) == ("slow", "all"))
    assert (slow.pages, slow.failed, slow.errors.wer, slow.seconds) == (2, 1, 80.0, 5.0)


def test_confusions_are_added_up_the_most_frequent_first() -> None:
    assert list(most_confused(PAGES, 1)) == [("quick", "e", "c", 3)]
    assert list(most_confused(PAGES, 9)) == [("quick", "e", "c", 3), ("quick", "", ".", 1)]


def test_the_table_for_spreadsheets_has_what_is_printed() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(rates(PAGES)))))
    assert len(rows) == 6
    assert rows[2] | {"variant": "quick", "kind": "all", "cer": "4.0", "wer": "20.0", "bow": "10.0"} == rows[2]


def test_both_pictures_show_every_bar_and_no_markup_of_the_folders() -> None:
    found = chart(rates(PAGES))
    assert found.groups == ("photo-eng", "print-eng", "all")
    assert found.series == (("quick", (12.5, 50.0, 20.0)), ("slow", (100.0, 0.0, 80.0)))
    hostile = charts.Chart("<script>&", ("a" * 500, "\x1b[31m"), (("x", (1.0, None)),))
    root = ElementTree.fromstring(charts.svg(hostile))
    assert [element.tag.rpartition("}")[2] for element in root].count("text") == 5
    drawn = Image.open(io.BytesIO(charts.png(found)))
    colours = {colour for _, colour in drawn.getcolors(1 << 20) or []}
    assert {(0x2B, 0x5D, 0x8A), (0xC8, 0x74, 0x3A)} <= colours
    assert drawn.width < 2000


def test_the_peak_of_memory_is_that_since_the_last_reset() -> None:
    held = bytearray(b"x" * (64 << 20))
    with_it = memory.peak()
    assert with_it > len(held)
    del held
    memory.reset_peak()
    assert 0 < memory.peak() <= with_it
