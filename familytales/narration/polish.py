"""Polish letters read aloud."""

import re

from familytales.narration.european import Table, rules
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import ordinal
from familytales.narration.written import vocabulary

_NAMES = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    "stycz": 1, "lut": 2, "mar": 3, "kwiet": 4, "czerw": 6, "lip": 7, "sierp": 8, "wrzes": 9, "wrześ": 9, "paźdz": 10,
    "paź": 10, "listop": 11, "grudz": 12, "grud": 12,
}  # fmt: skip
_BARE = {
    "dr": "doktor", "mgr": "magister", "nr": "numer", "wg": "według", "np": "na przykład", "tj": "to jest", "&": "i",
    "+": "plus", "mjr": "major", "płk": "pułkownik", "itd": "i tak dalej", "itp": "i tym podobne",
}  # fmt: skip
_DOTTED = _BARE | {
    "ks": "ksiądz", "św": "święty", "ul": "ulica", "al": "aleja", "pl": "plac", "prof": "profesor", "inż": "inżynier",
    "gen": "generał", "kpt": "kapitan", "por": "porucznik", "ob": "obywatel", "p": "pan", "śp": "świętej pamięci",
    "ś.p": "świętej pamięci", "ś. p": "świętej pamięci", "ub": "ubiegłego", "br": "bieżącego roku",
    "m.in": "między innymi", "b.r": "bieżącego roku", "ur": "urodzony", "zm": "zmarł", "godz": "godzina",
    "ok": "około", "tzn": "to znaczy", "str": "strona", "r": "roku", "w": "wieku",
}  # fmt: skip


def _genitive(nominative: str) -> str:
    """`dwudziesty pierwszy` -> `dwudziestego pierwszego`: dates and years stand in the genitive."""
    return " ".join(re.sub(r"(?<=[kg])i$|(?<=c)i$|y$", _ending, word) for word in nominative.split())


def _ending(found: re.Match[str]) -> str:
    return "iego" if found[0] == "i" else "ego"


def _day(digits: str, _: str) -> str:
    return _genitive(ordinal(digits, "pol"))


def _in_year(digits: str) -> str:
    return _genitive(ordinal(digits, "pol"))


TABLE = Table(
    code="pol",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE,
    dotted=_DOTTED,
    counted={
        "kg": ("kilogram", "kilogramów"), "g": ("gram", "gramów"), "km": ("kilometr", "kilometrów"),
        "cm": ("centymetr", "centymetrów"), "m": ("metr", "metrów"), "l": ("litr", "litrów"),
        "zł": ("złoty", "złotych"), "gr": ("grosz", "groszy"), "%": ("procent", "procent"), "rb": ("rubel", "rubli"),
    },
    ordinals=re.compile(r"^(\d{1,3})(?:-?(?:go|ego|szy|gi|ty|my|sty))$"),
    day=_day,
    date="{day} {month} {year} roku",
    in_year=_in_year,
    fractions={
        "½": ("pół", "{} i pół"), "¼": ("ćwierć", "{} i ćwierć"), "¾": ("trzy czwarte", "{} i trzy czwarte"),
    },
    regnal="{ordinal}",
    signs={"€": ("euro", "euro"), "$": ("dolar", "dolarów"), "£": ("funt", "funtów")},
)  # fmt: skip

POLISH = SpokenLanguage(
    code="pol",
    rules=rules(TABLE),
    never_last=vocabulary("ks św ul al pl prof inż gen kpt por p śp ur godz ok dr nr"),
    short_forms=frozenset(_DOTTED) | frozenset(_MONTHS),
    months=frozenset(_MONTHS),
    salutation=re.compile(
        r"^(?:mo[ij]\w* |mój |nasz\w* )?(?:bardzo )?(?:kochan\w+|drog\w+|najdroższ\w+|ukochan\w+|szanown\w+|mił\w+)\b",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"^(?:z |wasz|twój|twoja|twoj|pozdrawiam|całuj|ściskam|serdeczn|kochając|oddan|zawsze)", re.IGNORECASE
    ),
    closing_words=vocabulary(
        "poważaniem szacunkiem wasz wasza twój twoja pozdrawiam pozdrowienia pozdrowieniami całuję całuje ściskam "
        "miłością syn córka matka ojciec brat siostra przyjaciel kochający kochająca oddany oddana"
    ),
    function_words=vocabulary(
        "i w z na do od za po o u ku przy nad pod dla że się nie jest był była mój moja jak a to"
    ),
    phrase_starts=vocabulary(
        "i a oraz ale lecz lub albo bo że żeby aby gdy kiedy jeśli który która które gdzie jak ponieważ chociaż z "
        "w na do od dla po przed"
    ),
)
