"""German letters read aloud."""

import re

from familytales.narration.european import Table, rules
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import ordinal
from familytales.narration.written import vocabulary

_NAMES = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_MONTHS = {name.lower(): number for number, name in enumerate(_NAMES, 1)} | {
    "jan": 1, "jän": 1, "jänner": 1, "feb": 2, "febr": 2, "feber": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sept": 9, "sep": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_SHORT = {
    "dr": "Doktor", "prof": "Professor", "frl": "Fräulein", "hr": "Herr", "hrn": "Herrn", "fr": "Frau", "str": "Straße",
    "usw": "und so weiter", "u.s.w": "und so weiter", "bzw": "beziehungsweise", "z.b": "zum Beispiel",
    "d.h": "das heißt", "u.a": "unter anderem", "v.j": "vorigen Jahres", "d.j": "dieses Jahres", "d.m": "dieses Monats",
    "geb": "geboren", "gest": "gestorben", "verh": "verheiratet", "nr": "Nummer", "ca": "circa", "evtl": "eventuell",
    "vgl": "vergleiche", "sog": "sogenannt", "gefl": "gefälligst", "ergeb": "ergebenst", "joh": "Johann",
    "wilh": "Wilhelm", "friedr": "Friedrich", "&": "und", "+": "und",
}  # fmt: skip
_DOTTED = _SHORT | {
    "st": "Sankt", "u": "und", "v": "von", "z. b": "zum Beispiel", "d. h": "das heißt", "u. a": "unter anderem",
    "d. j": "dieses Jahres", "d. m": "dieses Monats", "v. j": "vorigen Jahres", "s": "Seite", "bd": "Band",
    "kath": "katholisch", "ev": "evangelisch", "hl": "heilige", "mk": "Mark",
}  # fmt: skip
_BARE = {key: said for key, said in _SHORT.items() if key in {"usw", "bzw", "frl", "dr", "nr", "ca", "&", "+", "evtl"}}


def _day(digits: str, before: str) -> str:
    """`vierzehnte` with the ending its article asks for; without one it is `vierzehnter`."""
    stem = ordinal(digits, "deu")
    if before in {"den", "am", "vom", "dem", "zum", "beim", "im", "des", "seit", "bis", "ab"}:
        return stem + "n"
    return stem if before in {"der", "die", "das"} else stem + "r"


TABLE = Table(
    code="deu",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE,
    dotted=_DOTTED,
    counted={
        "kg": ("Kilogramm", "Kilogramm"), "g": ("Gramm", "Gramm"), "km": ("Kilometer", "Kilometer"),
        "cm": ("Zentimeter", "Zentimeter"), "m": ("Meter", "Meter"), "l": ("Liter", "Liter"),
        "%": ("Prozent", "Prozent"), "mk": ("Mark", "Mark"), "pf": ("Pfennig", "Pfennig"),
        "rm": ("Reichsmark", "Reichsmark"), "pfd": ("Pfund", "Pfund"), "std": ("Stunde", "Stunden"),
        "el": ("Esslöffel", "Esslöffel"), "tl": ("Teelöffel", "Teelöffel"),
    },
    ordinals=re.compile(r"^(\d{1,3})\.$"),
    day=_day,
    fractions={
        "½": ("ein halb", "{}einhalb"), "¼": ("ein Viertel", "{} ein Viertel"),
        "¾": ("drei Viertel", "{} drei Viertel"),
    },
    regnal="der {ordinal}",
    signs={"€": ("Euro", "Euro"), "$": ("Dollar", "Dollar"), "£": ("Pfund", "Pfund")},
)  # fmt: skip

GERMAN = SpokenLanguage(
    code="deu",
    rules=rules(TABLE),
    never_last=vocabulary("dr prof frl hr hrn fr st nr joh wilh friedr geb ca"),
    short_forms=frozenset(_DOTTED) | frozenset(_MONTHS),
    months=frozenset(_MONTHS),
    salutation=re.compile(
        r"^(?:meine? |mein |unsere? )?(?:herzlich |innig )?(?:sehr |hoch)?(?:lieb(?:e[rsn]?|ste[rsn]?)|geliebte[rsn]?"
        r"|geehrte[rsn]?|verehrte[rsn]?|teure[rsn]?|theure[rsn]?|gute[rsn]?)\b",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"^(?:mit|deine?|euer|eure|ihre?|es grü(?:ß|ss)t|herzlich|viele|hochachtungsvoll|in |tausend|gr[uü](?:ß|ss))",
        re.IGNORECASE,
    ),
    closing_words=vocabulary(
        "grüßen grüße gruß grüsse gruss grüßt grüsst küsse kuß dein deine euer eure hochachtungsvoll liebe "
        "herzlichst ergebener treuer treue mutter vater sohn tochter bruder schwester freund freundin"
    ),
    function_words=vocabulary(
        "der die das den dem des ein eine einen einem einer und oder in im am an auf zu zum zur mit von vom bei "
        "für aus nach daß dass ist war mein meine sein seine ihr ihre nicht ich er sie wir wie so als"
    ),
    phrase_starts=vocabulary(
        "und oder aber denn sondern weil daß dass wenn als ob damit nachdem bevor während der die das welche "
        "welcher wo wie mit ohne für nach bei in auf von"
    ),
)
