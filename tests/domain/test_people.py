import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.people import normal_name, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Smith, John; Mary Doe", ("John Smith", "Mary Doe")),
        ("Thomas; Clara; Wojciech Zielonka", ("Thomas", "Clara", "Wojciech Zielonka")),
        ("Smith, John", ("John Smith",)),
        ("van Dyke, Mary Ann", ("Mary Ann van Dyke",)),
        ("Mary Doe, John Smith", ("Mary Doe", "John Smith")),
        ("Tom, Clara, Bess", ("Tom", "Clara", "Bess")),
        ("Tom Hale, Jr.", ("Tom Hale, Jr.",)),
        ("Hale, Tom, Jr.; Hale, Tom, Sr.", ("Tom Hale, Jr.", "Tom Hale, Sr.")),
        ("Mabel Hale, née Gray", ("Mabel Hale, née Gray",)),
        ("Mr. and Mrs. Hale", ("Mr. and Mrs. Hale",)),
        ("Ida; Tom; IDA", ("Ida", "Tom")),
        (" Ida ;; ida;\nIda  May ", ("Ida", "Ida May")),
        ("Zoe\u0308", ("Zoë",)),
        (" ; , ;", ()),
        ("", ()),
    ],
)
def test_names_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@given(st.text("ab ,;\n.J", max_size=30))
def test_names_are_tidy_and_different(text: str) -> None:
    names = split_names(text)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name and name == " ".join(name.split()) and ";" not in name for name in names)


def test_a_name_as_it_is_said_stays() -> None:
    assert normal_name("  John   Smith ") == "John Smith"
