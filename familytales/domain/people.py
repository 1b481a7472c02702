"""Names of people as lists of them are written: `Smith, John; Mary Doe`."""

import re
import unicodedata

_SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "esq", "ii", "iii", "iv", "md", "phd", "dd", "née", "nee"})

_PARTICLES = frozenset({"van", "von", "de", "der", "den", "da", "di", "la", "le", "st.", "ter", "zu"})


def split_names(text: str) -> tuple[str, ...]:
    """Names in a text, each once, in order and written the way they are said (`Smith, John` -> `John Smith`).

    Semicolons and line ends part names. Where there are none, commas do, unless there is just one and the name reads
    as a surname put first.
    """
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) == 1 and not _is_one(parts[0]):
        parts = _with_suffixes(parts[0])
    found: dict[str, str] = {}
    for name in map(normal_name, parts):
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def normal_name(text: str) -> str:
    """One name: spaces tidied, a surname put first moved behind (`Hale, Dr. Tom, Jr.` -> `Dr. Tom Hale, Jr.`)."""
    tidy = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ,;")
    parts = _with_suffixes(tidy)
    if len(parts) != 2:
        return tidy
    last, given = parts
    first, *suffixes = given.split(", ")
    return ", ".join([f"{first} {last}", *suffixes])


def _is_one(text: str) -> bool:
    """Whether a text with commas but no semicolon is one name: `Smith, John`, `van Dyke, Mary Ann`, `Tom Hale, Jr.`."""
    parts = _with_suffixes(text)
    if len(parts) != 2:
        return len(parts) == 1
    return sum(word.lower() not in _PARTICLES for word in parts[0].split()) == 1


def _with_suffixes(text: str) -> list[str]:
    """Parts between commas; `Jr.` and the like stay with the name before them."""
    found: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        if not part:
            continue
        if found and re.sub(r"\W", "", part.split()[0]).lower() in _SUFFIXES:
            found[-1] += f", {part}"
        else:
            found.append(part)
    return found
