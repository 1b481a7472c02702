"""Languages as a person names them."""

import pytest

from familytales.domain.errors import BadInput
from familytales.workflow.languages import named


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("eng+deu", ("eng", "deu")),
        ("en + DE", ("eng", "deu")),
        ("English+german", ("eng", "deu")),
        ("tlh", ("tlh",)),
        ("", ()),
    ],
)
def test_codes_tags_and_names_are_known(text: str, codes: tuple[str, ...]) -> None:
    assert named(text) == codes


@pytest.mark.parametrize(("text", "guess"), [("xx+yy", ""), ("eng+engl", "eng"), ("frensh", "french"), ("e\0", "")])
def test_what_is_no_language_is_refused_with_a_guess(text: str, guess: str) -> None:
    with pytest.raises(BadInput) as caught:
        named(text)
    assert caught.value.remedy.startswith(f"Did you mean {guess}?" if guess else "Languages are written")
