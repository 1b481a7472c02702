import json
import re

import pytest

from familytales.library.store import Library
from tests.homes import Home, done

pytestmark = pytest.mark.slow


def modes(library: Library) -> list[str]:
    return [outcome.meta["mode"] for outcome in library.outcomes.all("transcribe").values()]


def set_doubts(library: Library, doubts: dict[str, float]) -> None:
    """Say how many errors to expect on pages, as reading them does."""
    for page, doubt in doubts.items():
        outcome = library.outcomes.get("transcribe", page)
        assert outcome is not None
        library.outcomes.record("transcribe", page, outcome.key, meta={**outcome.meta, "doubt": doubt})


def test_the_worst_pages_are_read_again_first_and_the_good_ones_not_at_all(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--quality", "fast")
    with home.opened() as library:
        assert modes(library) == ["fast"] * 3
        set_doubts(library, {"p1": 3.0, "p2": 0.1, "p3": 7.5})
    again = home.run("transcribe", "--improve")
    # Two pages at once: the worse one is begun first, either may be done first.
    assert {event["subject"] for event in done(again, "transcribe")} == {"p1", "p3"}
    with home.opened() as library:
        assert modes(library) == ["best", "fast", "best"]
        set_doubts(library, {"p1": 3.0, "p3": 7.5})
    assert done(home.run("transcribe", "--improve"), "transcribe") == []
    assert done(home.run("transcribe", "--quality", "fast"), "transcribe") == []


def test_status_tells_the_time_left_by_the_pages_read_so_far(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    (before,) = home.run("status")
    assert json.dumps(before).count('"seconds_left": null') == 1
    home.run("transcribe", "--quality", "fast")
    with home.opened() as library:
        library.database.execute("UPDATE outcomes SET meta = json_set(meta, '$.mode', 'good', '$.seconds', 8)")
    (after,) = home.run("status")
    found = re.search(r'"seconds_left": ([\d.]+)', json.dumps(after))
    assert found is not None
    assert float(found[1]) > 0


def test_a_quality_and_an_engine_exclude_each_other(home: Home) -> None:
    home.run("add", str(home.scans), "--title", "Harbour letters")
    home.run("transcribe", "--quality", "best", "--engine", "tesseract", code=2)
