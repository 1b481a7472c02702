import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.transcription.scoring import Errors, confusions, errors, plain

TEXTS = st.text(st.sampled_from("abm éſ“”’`´…—‐-­¬_''\n\t ﬁ½1.,"), max_size=60)


@pytest.fixture(scope="module")
def score(shared_ocr: Path) -> ModuleType:
    """The metric that published figures use, where it is at hand."""
    spec = importlib.util.spec_from_file_location("score", shared_ocr / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(TEXTS, TEXTS)
def test_counts_are_those_of_the_reference_metric(score: ModuleType, truth: str, found: str) -> None:
    mine = errors(truth, found)
    assert (mine.characters, mine.of_characters, mine.words, mine.of_words, mine.missing) == score.errors(truth, found)


def test_rates_are_those_of_the_reference_metric_on_whole_pages(
    score: ModuleType, shared_ocr: Path, tmp_path: Path
) -> None:
    sums: defaultdict[str, Errors] = defaultdict(Errors)
    for row in (shared_ocr / "dev" / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        image, kind, language, *_ = row.split("\t")
        truth = (shared_ocr / "dev" / image).with_suffix(".txt").read_text(encoding="utf-8")
        found = truth.replace("e", "c").replace("rn", "m").replace("-\n", "\n") if kind != "photo" else truth[:-200]
        (tmp_path / image).with_suffix(".txt").write_text(found, encoding="utf-8")
        for key in (f"{kind}-{language}", "all"):
            sums[key] += errors(truth, found)
    theirs = score.score(shared_ocr / "dev", tmp_path)
    assert set(theirs) == set(sums)
    for key, (c, cn, w, wn, missing, _) in theirs.items():
        wanted = [f"{100 * part / whole:.2f}" for part, whole in ((c, cn), (w, wn), (missing, wn))]
        assert [f"{rate:.2f}" for rate in (sums[key].cer, sums[key].wer, sums[key].bow)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Dear” ‘Ida’—", "\"Dear\" 'Ida'-"),
        ("a harb-\nour", "a harbour"),
        ("in 1943-\n44", "in 1943-\n44".replace("\n", " ")),
        ("ſo ﬁne…", "so fine..."),
        ("a ____ b", "a b"),
        (" two\n\nlines ", "two lines"),
    ],
)
def test_typography_is_no_error(text: str, wanted: str) -> None:
    assert plain(text) == wanted
    assert errors(text, wanted).characters == 0


def test_errors_are_counted_by_character_and_by_word() -> None:
    found = errors("the quick fox", "tbe fox quick")
    assert (found.of_characters, found.of_words, found.words, found.missing) == (13, 3, 3, 1)
    assert found.bow == pytest.approx(100 / 3)
    assert errors("abcd", "abxd").cer == 25.0


def test_pages_add_up_and_a_page_without_text_is_right_only_when_nothing_was_read() -> None:
    assert errors("ab", "ab") + errors("cd", "cx") == Errors(1, 4, 1, 2, 1)
    assert errors("", "").cer == 0.0
    assert errors("", "specks").cer == 100.0


def test_neighbouring_differences_are_one_confusion_and_long_ones_none() -> None:
    assert confusions("burn the corn", "bum the com") == Counter({("rn", "m"): 2})
    assert confusions("a b", "ab") == Counter({(" ", ""): 1})
    assert confusions("a lost sentence", "a") == Counter()


@given(TEXTS)
def test_nothing_is_confused_in_the_same_text(text: str) -> None:
    assert not confusions(text, text)
