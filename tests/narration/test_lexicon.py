import pytest

from familytales.domain.narration import LexiconEntry
from tests.narration.letters import utterances


def tokens(text: str, *entries: LexiconEntry, language: str = "eng") -> list[tuple[str, str]]:
    return [(token.text, token.ipa) for item in utterances(text, language, entries) for token in item.tokens]


def test_case_matters_only_with_an_inner_capital() -> None:
    entries = (LexiconEntry("bess", say="bessy"), LexiconEntry("McKay", ipa="məˈkaɪ"))
    assert tokens("BESS met McKay, not MCKAY.", *entries) == [
        ("bessy", ""), ("met", ""), ("McKay,", "məˈkaɪ"), ("not", ""), ("MCKAY.", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("ipa", "owned"), [("mɪˈʃɛl", "mɪˈʃɛlz"), ("dʒæk", "dʒæks"), ("ʒɔʁʒ", "ʒɔʁʒɪz")])
def test_a_possessive_is_heard(ipa: str, owned: str) -> None:
    assert tokens("Quill's hat", LexiconEntry("Quill", ipa=f"/{ipa}/"))[0] == ("Quill's", owned)


def test_the_longest_phrase_wins_and_then_the_latest_entry() -> None:
    entries = (LexiconEntry("van", say="a"), LexiconEntry("van der Berg", say="b"), LexiconEntry("van", say="c"))
    assert tokens("van der Berg, van der", *entries) == [("b,", ""), ("c", ""), ("der.", "")]


def test_an_entry_holds_for_its_language() -> None:
    entry = LexiconEntry("Jean", say="zhahn", language="fra")
    assert tokens("Jean came", entry)[0][0] == "Jean"
    assert tokens("Jean vint", entry, language="fra")[0][0] == "zhahn"


def test_an_entry_for_a_short_form_outranks_the_rules() -> None:
    assert tokens("Geo. came", LexiconEntry("Geo.", say="Joe"))[0][0] == "Joe"


def test_an_entry_without_a_way_to_say_it_does_nothing() -> None:
    assert tokens("Tom", LexiconEntry("Tom"), LexiconEntry("", say="x"), LexiconEntry("--", say="y")) == [("Tom.", "")]


def test_accents_and_apostrophes_match_however_they_are_typed() -> None:
    entries = (LexiconEntry("Zoe\u0308", say="zo ee"), LexiconEntry("O’Hara", say="o hara"))
    assert [text for text, _ in tokens("Zoë O'Hara", *entries)] == ["zo ee", "o hara."]
