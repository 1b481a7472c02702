import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.narration import LexiconEntry
from familytales.domain.reading import WordRef
from familytales.narration.lexicon import relevant
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


def test_an_entry_for_one_reading_leaves_the_other() -> None:
    entry = LexiconEntry("read", say="rad", part="past")
    assert [text for text, _ in tokens("I have read it. I will read it.", entry)] == [
        "I", "have", "rad", "it.", "I", "will", "read", "it.",
    ]  # fmt: skip
    street = LexiconEntry("St.", say="strasse", part="street")
    assert tokens("St. Paul lived at 12 Elm St. then", street)[0][0] == "Saint"
    assert tokens("St. Paul lived at 12 Elm St. then", street)[6][0] == "strasse"


def test_an_entry_for_one_place_outranks_all_others_there() -> None:
    everywhere, here = LexiconEntry("Tom", say="a"), LexiconEntry("Tom", say="b", place=WordRef(1, "w3"))
    assert [text for text, _ in tokens("Tom and Tom saw Tom", here, everywhere)] == ["a", "and", "b", "saw", "a."]
    other = LexiconEntry("Ann", say="c", place=WordRef(1, "w3"))
    assert [text for text, _ in tokens("Tom and Tom", other)] == ["Tom", "and", "Tom."]


def test_entries_matter_only_where_their_words_may_stand() -> None:
    tom, of_two, owned, broken = (LexiconEntry(word, say="x") for word in ("TOM", "van Berg", "O'Hara", "Wojciech"))
    entries = (tom, of_two, owned, broken)
    assert relevant(entries, ["Then Tom’s van came to the Berg"]) == (tom, of_two)
    assert relevant(entries, ["saw O’Hara and Woj-", "ciech again"]) == (owned, broken)
    assert relevant(entries, []) == ()


@given(
    st.lists(st.sampled_from(["Tom", "O’Hara", "van", "der", "Berg", "Woj-", "ciech", "it's"]), max_size=9),
    st.integers(0, 9),
)
def test_no_entry_that_is_used_is_left_out(words: list[str], cut: int) -> None:
    pages = [" ".join(words[:cut]), " ".join(words[cut:])]
    entries = [LexiconEntry(word, say="xyz") for word in ("tom", "o'hara", "van der Berg", "Berg", "It")]
    said = utterances("\n\n".join(page for page in pages if page), "eng", tuple(entries))
    if any("xyz" in utterance.text for utterance in said):
        assert relevant(entries, pages)


def test_an_entry_without_a_way_to_say_it_does_nothing() -> None:
    assert tokens("Tom", LexiconEntry("Tom"), LexiconEntry("", say="x"), LexiconEntry("--", say="y")) == [("Tom.", "")]


def test_accents_and_apostrophes_match_however_they_are_typed() -> None:
    entries = (LexiconEntry("Zoe\u0308", say="zo ee"), LexiconEntry("O’Hara", say="o hara"))
    assert [text for text, _ in tokens("Zoë O'Hara", *entries)] == ["zo ee", "o hara."]
