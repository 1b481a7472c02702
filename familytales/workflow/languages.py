"""Languages as a person names them."""

from difflib import get_close_matches

from familytales.domain import languages
from familytales.domain.errors import BadInput


def named(text: str) -> tuple[str, ...]:
    """The ISO 639-3 codes of `eng+deu`, `en+de` or `English+German`; none for "".

    Raises:
        BadInput: a part is the name of no language.
    """
    found = languages.parse(text)
    for code in found:
        if not languages.known(code) and not _registered(code):
            near = get_close_matches(code, languages.names(), n=1, cutoff=0.7)
            guess = f"Did you mean {near[0]}? " if near else ""
            raise BadInput(
                f"There is no language {code!r}.",
                remedy=f"{guess}Languages are written as in eng+deu, by their ISO 639 codes or English names.",
            )
    return found


def _registered(code: str) -> bool:
    """Whether it is in the registry of languages, which takes a while to load."""
    from langcodes import tag_is_valid

    return tag_is_valid(code)
