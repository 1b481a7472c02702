import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain import dates
from familytales.domain.errors import BadInput

SHOWN = {
    "1943": "1943",
    "1943-08": "August 1943",
    "1943-08~": "about August 1943",
    "1943-08-14": "14 August 1943",
    "1944-02-29": "29 February 1944",
    "1943?": "perhaps 1943",
    "1943%": "perhaps about 1943",
    "194X": "1940s",
    "19XX": "20th century",
    "18XX~": "about 19th century",
    "1943-XX": "1943 (month unknown)",
    "1943-08-XX": "August 1943 (day unknown)",
    "1943-XX-XX": "1943 (month and day unknown)",
    "1943-21": "spring 1943",
    "1943-24": "winter 1943",
    "1943-08-14T10:30": "14 August 1943, 10:30",
    "1943-08-14T10:30:00Z": "14 August 1943, 10:30:00",
    "1920?/1930": "perhaps 1920 to 1930",
    "1943-08/1944-02~": "August 1943 to about February 1944",
    "../1930": "until 1930",
    "/1930": "until 1930 (start unknown)",
    "1920/..": "from 1920 on",
    "1920/": "from 1920 (end unknown)",
    "[1943, 1944-02]": "1943 or February 1944",
}

MEANT = {
    "Aug 1943": ["1943-08"],
    "Sept. 3d, 1943": ["1943-09-03"],
    "August 14, 1943": ["1943-08-14"],
    "the 14th of August 1943": [],
    "14th of August 1943": ["1943-08-14"],
    "14.8.1943": ["1943-08-14"],
    "8/14/1943": ["1943-08-14"],
    "3/4/1943": ["1943-04-03", "1943-03-04"],
    "08/1943": ["1943-08"],
    "1943-8-4": ["1943-08-04"],
    "1943/08/14": ["1943-08-14"],
    "about 1943": ["1943~"],
    "ca. Aug 1943": ["1943-08~"],
    "c1943": ["1943~"],
    "probably 1943": ["1943?"],
    "1943 ?": ["1943?"],
    "(1943)": ["1943"],
    "before 1930": ["../1930"],
    "after 1920": ["1920/.."],
    "1920 onwards": ["1920/.."],
    "1914-18": ["1914/1918"],
    "1920–1930": ["1920/1930"],
    "from May 1943 to June 1944": ["1943-05/1944-06"],
    "between 1920 and 1930": ["1920/1930"],
    "the 1940s": ["194X"],
    "19th century": ["18XX"],
    "summer of 1943": ["1943-22"],
    "31.2.1943": [],
    "Marble 1943": [],
    "no date": [],
    "": [],
    "9" * 1000: [],
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.items())
def test_is_shown_as(text: str, shown: str) -> None:
    assert dates.display(text) == shown
    assert dates.validate(f" {text} ") == text.replace(" ", "")


@pytest.mark.parametrize(("text", "meant"), MEANT.items())
def test_was_probably_meant(text: str, meant: list[str]) -> None:
    assert list(dates.suggestions(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "1943-02-30", "1943-13", "1943-00", "1943-25", "1943-8", "43", "194X-08", "19X3", "1943-21-04", "1943-XX-04",
        "1943-08T10:30", "1943-08-14T25:00", "1930/1920", "../..", "/", "..", "1920/1930/1940", "1943~?", "[1943]",
        "1943]", "١٩٤٣", "Aug 1943", "1" * 500,
    ],
)  # fmt: skip
def test_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        dates.validate(text)
    assert caught.value.remedy
    assert len(str(caught.value)) < 400
    assert dates.display(text) == text


def test_the_remedy_is_what_was_meant() -> None:
    with pytest.raises(BadInput, match=r"Did you mean 1943-08\?"):
        dates.parse("Aug 1943")
    with pytest.raises(BadInput, match=r"1943-04-03 or 1943-03-04"):
        dates.parse("3/4/1943")


def test_no_date_is_a_date_and_comes_last() -> None:
    assert dates.validate(" ") == ""
    texts = ["", "1943-08-14", "194X", "../1930", "1943-21", "no idea", "1943", "1920?/1950", "1943-08~"]
    assert sorted(texts, key=dates.sort_key) == [
        "1920?/1950", "../1930", "194X", "1943", "1943-21", "1943-08~", "1943-08-14", "", "no idea",
    ]  # fmt: skip


@st.composite
def moments(draw: st.DrawFn) -> str:
    day = draw(st.dates())
    kind = draw(st.sampled_from(["{:%Y}", "{:%Y-%m}", "{:%Y-%m-%d}", "{:%Y-XX}", "decade", "season"]))
    year = f"{day.year:04}"
    if kind == "decade":
        text = year[:3] + "X"
    elif kind == "season":
        text = f"{year}-{draw(st.integers(21, 24))}"
    else:
        text = kind.format(day).replace(f"{day:%Y}", year, 1)
    return text + draw(st.sampled_from(["", "?", "~", "%"]))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    first, last = sorted((draw(moments()), draw(moments())), key=lambda text: dates.sort_key(text)[1:])
    return draw(st.sampled_from([f"{first}/{last}", f"{first}/..", f"../{last}", f"{first}/", f"[{first},{last}]"]))


@given(st.one_of(moments(), intervals()))
def test_every_valid_date_is_shown_and_kept(text: str) -> None:
    assert dates.display(text)
    assert dates.validate(text) == text
    date = dates.parse(text)
    if date.earliest and date.latest:
        assert date.earliest <= date.latest


@given(st.one_of(moments(), intervals()), st.one_of(moments(), intervals()))
def test_what_begins_earlier_sorts_earlier(one: str, other: str) -> None:
    first, second = dates.parse(one).earliest, dates.parse(other).earliest
    if first and second and first < second:
        assert dates.sort_key(one) < dates.sort_key(other)


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_bad_input(text: str) -> None:
    dates.display(text)
    dates.sort_key(text)
    with contextlib.suppress(BadInput):
        dates.validate(text)


@given(st.text("0123456789-/.~?[], AugcaX", max_size=16))
def test_suggestions_are_dates(text: str) -> None:
    for guess in dates.suggestions(text):
        assert dates.validate(guess) == guess
