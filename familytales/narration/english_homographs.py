"""English words that are written the same and said in two ways, told apart by the words beside them.

The rules are few and look at neighbours only; the family's lexicon outranks them. Names of the readings:

| word | verb | other |
|---|---|---|
| read | `verb` (to read) | `past` (I have read) |
| lead | `verb` (to lead) | `noun` (the metal) |
| live, lives | `verb` (to live) | `adjective` (live stock), `noun` (their lives) |
| wind, winds | `verb` (to wind a clock) | `noun` (the air) |
| tear, tears | `verb` (to tear; a tear in a coat) | `noun` (of the eye) |
| bow, bows | `verb` (to bow; a ship's bow) | `noun` (ribbon, weapon) |
| St. | `title` (saint) | `street` |
| Dr. | `title` (doctor) | `street` (drive) |
"""

import re
from collections.abc import Mapping, Sequence

from familytales.narration.english_words import MONTHS
from familytales.narration.written import Said, Written, at, vocabulary

READINGS: Mapping[str, Mapping[str, str]] = {
    "read": {"verb": "ˈɹiːd", "past": "ˈɹɛd"},
    "lead": {"verb": "", "noun": "ˈlɛd"},
    "live": {"verb": "", "adjective": "ˈlaɪv"},
    "lives": {"verb": "", "noun": "ˈlaɪvz"},
    "wind": {"noun": "", "verb": "ˈwaɪnd"},
    "winds": {"noun": "", "verb": "ˈwaɪndz"},
    "tear": {"noun": "", "verb": "ˈtɛɹ"},
    "tears": {"noun": "", "verb": "ˈtɛɹz"},
    "bow": {"noun": "", "verb": "ˈbaʊ"},
    "bows": {"noun": "", "verb": "ˈbaʊz"},
    "st": {"title": "", "street": ""},
    "dr": {"title": "", "street": ""},
}
"""Each word's readings and their sounds (IPA); "" for what every voice says unasked."""

_AUXILIARIES = vocabulary(
    "to will would shall should can could may might must do does did don't didn't doesn't won't can't cannot couldn't "
    "wouldn't let let's please i'll you'll we'll they'll he'll she'll help"
)
_PERFECT = vocabulary("have has had having i've we've you've they've he'd she'd i'd been was were be is are being got")
_PASSING = vocabulary("not never always often also just only soon still ever already again now then really at last")
_WE = vocabulary("i you we they")
_HE = vocabulary("he she it who which that")
_OWNERS = vocabulary(
    "the a an my your his her our their its this that these those no some any many every of two three few all"
)
_OBJECTS = vocabulary("it them up down out off apart open away through along around round into toward towards myself")
_HABIT = vocabulary("every always often usually sometimes never daily evenings nights tonight tomorrow whenever")
_PAST = re.compile(
    r"(?:was|were|had|did|came|went|got|said|told|wrote|found|sent|gave|took|saw|heard|thought|felt|yesterday|ago|last"
    r"|once|when|[a-z]{3,}ed)"
)
_LEADEN = vocabulary(
    "pipe pipes pencil pencils paint poisoning shot bullet bullets mine mines mining ore ball balls weight weights "
    "sinker sinkers soldier soldiers type roof coffin foil works"
)
_BEFORE_METAL = vocabulary("of white red molten melted black sheet pig pure")
_ALIVE = vocabulary(
    "stock wire wires ammunition ammo bait oak oaks coals coal animals animal chickens chicken hens birds bird fish "
    "steam round rounds shell shells music embers"
)
_SAVED = vocabulary("lost saved save lose gave give took risked risk cost")
_WAYS = vocabulary("road river path stream creek street lane trail stairs which")
_CLOTH = vocabulary("in on across along near")
_KNOTTED = vocabulary("tie ties and in on knot legged saw window string")
_SHIP = vocabulary("of of, to before down head heads my his her your our their again")


def part_of(words: Sequence[Written], index: int) -> str:
    """Which reading the word there has, as the table above names it; "" for a word with one reading only."""
    key = words[index].key
    if key in {"st", "dr"}:
        return "street" if _street(words, index) else "title"
    kind = _KINDS.get(key)
    return kind(words, index) if kind else ""


def homographs(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Sounds for the less common of two readings, and for both of `read`."""
    ipa = READINGS.get(words[index].key, {}).get(part_of(words, index), "")
    return (Said(words[index].core, ipa=ipa),) if ipa else ()


def _street(words: Sequence[Written], index: int) -> bool:
    before, following = at(words, index - 1), at(words, index + 1)
    if not before.capital and not re.match(r"^\d+(?:st|nd|rd|th)$", before.key):
        return False
    if following.key == "st":  # `Main St. St. Paul`
        return True
    if before.key.endswith("'s"):  # `Smith's Dr. bill`
        return False
    numbered = any(at(words, index - back).core[:1].isdigit() for back in (1, 2, 3))
    named = following.capital and not re.search(r"[,;:]", words[index].after)
    return numbered or not named


def _led(words: Sequence[Written], index: int) -> str:
    """The nearest word before that is more than a passing one, not across a stop; "" at the start."""
    place = index - 1
    while at(words, place).key in _PASSING and place > index - 4:
        place -= 1
    word = at(words, place)
    return "" if re.search(r"[;:!?]", word.after) else word.key


def _read(words: Sequence[Written], index: int) -> str:
    led = _led(words, index)
    if led in _AUXILIARIES or (not led and index == 0):
        return "verb"
    if led in _PERFECT or led in _HE:
        return "past"
    around = [word.key for place, word in enumerate(words) if 0 < abs(place - index) < 12]
    if any(_PAST.fullmatch(key) for key in around):
        return "past"
    if _HABIT.intersection(around) or led in {"you", "they"} or led in MONTHS:
        return "verb"
    return "past" if led in _WE or at(words, index - 1).capital else "verb"


def _lead(words: Sequence[Written], index: int) -> str:
    metal = at(words, index + 1).key in _LEADEN or at(words, index - 1).key in _BEFORE_METAL
    return "noun" if metal else "verb"


def _live(words: Sequence[Written], index: int) -> str:
    return "adjective" if at(words, index + 1).key in _ALIVE else "verb"


def _lives(words: Sequence[Written], index: int) -> str:
    before = at(words, index - 1).key
    owned = before in (_OWNERS | _SAVED) - _HE or before.endswith("s'") or before in {"young", "own", "whole", "human"}
    return "noun" if owned else "verb"


def _wind(words: Sequence[Written], index: int) -> str:
    before, after = at(words, index - 1).key, at(words, index + 1).key
    if _led(words, index) in _AUXILIARIES or before in _WE:
        return "verb"
    acts = after in _OBJECTS or after in {"the", "your", "my", "his", "her"}
    return "verb" if acts and (index == 0 or before in {"and", "then"}) else "noun"


def _winds(words: Sequence[Written], index: int) -> str:
    goes = at(words, index - 1).key in _HE | _WAYS and at(words, index - 1).key != "the"
    return "verb" if goes and at(words, index + 1).key in _OBJECTS | {"its", "past", "between", "over"} else "noun"


def _tear(words: Sequence[Written], index: int) -> str:
    before, after = at(words, index - 1).key, at(words, index + 1).key
    if _led(words, index) in _AUXILIARIES or before in _WE:
        return "verb"
    cloth = before in {"a", "the", "big", "small", "long", "bad"} and after in _CLOTH
    return "verb" if cloth or (after in _OBJECTS and before not in _OWNERS) else "noun"


def _tears(words: Sequence[Written], index: int) -> str:
    return "verb" if at(words, index - 1).key in _HE and at(words, index + 1).key not in {"and", ""} else "noun"


def _bow(words: Sequence[Written], index: int) -> str:
    before, after = at(words, index - 1).key, at(words, index + 1).key
    if _led(words, index) in _AUXILIARIES or before in _WE:
        return "verb"
    if after in _KNOTTED:
        return "noun"
    return "verb" if after in _SHIP or at(words, index - 2).key in {"took", "take", "made", "make"} else "noun"


def _bows(words: Sequence[Written], index: int) -> str:
    return "verb" if at(words, index - 1).key in _HE else "noun"


_KINDS = {
    "read": _read, "lead": _lead, "live": _live, "lives": _lives, "wind": _wind, "winds": _winds, "tear": _tear,
    "tears": _tears, "bow": _bow, "bows": _bows,
}  # fmt: skip
