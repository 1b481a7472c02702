"""Polish letters read aloud."""

import re
from collections.abc import Sequence

from familytales.narration.european import Table, rules, short_forms
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import cardinal, one_by_one, ordinal, roman
from familytales.narration.written import Said, Written, at, vocabulary

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
    "tzw": "tak zwany", "wpan": "wielmożny pan", "wpani": "wielmożna pani", "ppłk": "podpułkownik", "etc": "et cetera",
}  # fmt: skip
_DOTTED = _BARE | {
    "szan": "szanowny", "t": "tom",
    "ks": "ksiądz", "św": "święty", "ul": "ulica", "al": "aleja", "pl": "plac", "prof": "profesor", "inż": "inżynier",
    "gen": "generał", "kpt": "kapitan", "por": "porucznik", "ob": "obywatel", "p": "pan", "śp": "świętej pamięci",
    "ś.p": "świętej pamięci", "ś. p": "świętej pamięci", "ub": "ubiegłego", "br": "bieżącego roku",
    "m.in": "między innymi", "b.r": "bieżącego roku", "ur": "urodzony", "zm": "zmarł", "godz": "godzina",
    "ok": "około", "tzn": "to znaczy", "str": "strona", "r": "roku", "w": "wieku",
    "dn": "dnia", "bm": "bieżącego miesiąca", "b.m": "bieżącego miesiąca", "b. m": "bieżącego miesiąca",
    "b. r": "bieżącego roku", "ub. m": "ubiegłego miesiąca", "ub. r": "ubiegłego roku", "po poł": "po południu",
    "przed poł": "przed południem", "poł": "południu", "pp": "państwo", "sz": "szanowny", "sz. p": "szanowny pan",
    "wp": "wielmożny pan", "komp": "kompania", "rozdz": "rozdział", "im": "imienia", "woj": "województwo",
    "pow": "powiat", "hr": "hrabia", "sierż": "sierżant", "plut": "plutonowy", "kol": "kolega", "red": "redaktor",
    "tow": "towarzysz", "os": "osiedle", "tel": "telefon", "zob": "zobacz", "lic": "licencjat", "st": "starszy",
    "prob": "proboszcz", "t.d": "tak dalej", "t. d": "tak dalej", "t.p": "tym podobne", "t. p": "tym podobne",
    "piech": "piechoty", "hab": "habilitowany", "p.s": "postscriptum", "ps": "postscriptum",
    "c.d.n": "ciąg dalszy nastąpi",
}  # fmt: skip


def _genitive(nominative: str) -> str:
    """`dwudziesty pierwszy` -> `dwudziestego pierwszego`: dates and years stand in the genitive."""
    return " ".join(re.sub(r"(?<=[kg])i$|(?<=c)i$|y$", _ending, word) for word in nominative.split())


def _ending(found: re.Match[str]) -> str:
    return "iego" if found[0] == "i" else "ego"


def _locative(nominative: str) -> str:
    """`dwudziesty pierwszy` -> `dwudziestym pierwszym`: in a year, in a century."""
    return " ".join(re.sub(r"([iy])$", r"\1m", word) for word in nominative.split())


def _feminine(nominative: str) -> str:
    return " ".join(re.sub(r"(?<=[kg])i$|y$|(?<=c)i$", _feminine_ending, word) for word in nominative.split())


def _feminine_ending(found: re.Match[str]) -> str:
    return "ia" if found.string[found.start() - 1] == "c" else "a"


def _day(digits: str, before: str, following: str) -> str:
    """The day of a date stands in the genitive; other ordinals as their noun asks."""
    said = ordinal(digits, "pol")
    if following in _MONTHS or roman(following.upper()) or re.match(r"^\d+[./-]", following) or not following:
        return _genitive(said)
    return _feminine(said) if following.endswith("a") or following in {"komp", "dyw"} else said


def _in_year(digits: str) -> str:
    return _genitive(ordinal(digits, "pol"))


def cases(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Years and centuries in their case: `w 1943 r.`, `od 1914`, `XIX wiek`."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if re.match(r"^(?:1[1-9]\d\d|20\d\d)$", word.key):
        if following.key in {"r", "roku"} and before.key in {"w", "we"}:
            return (Said(_locative(ordinal(word.key, "pol"))),)
        told = following.key in {"r", "roku"} or before.key in {"roku", "od", "do", "po", "przed"}
        return (Said(_in_year(word.key)),) if told else ()
    if before.key in {"dn", "dnia"} and re.match(r"^(?:[1-9]|[12]\d|3[01])$", word.key):
        return (Said(_genitive(ordinal(word.key, "pol"))),)
    value = roman(word.core)
    if not value or following.key not in {"w", "wiek", "wieku"} or (following.key == "w" and not following.dotted):
        return ()
    said = ordinal(str(value), "pol")
    if following.key == "wiek":
        return (Said(said),)
    return (Said(_locative(said) if before.key in {"w", "we"} else _genitive(said)),)


def hours(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`godz. 17.30`, `o godz. 5`."""
    word, before = words[index], at(words, index - 1)
    if word.key == "godz" and before.key in {"o", "po"}:
        return (Said("godzinie"),)
    if word.key == "g" and word.dotted and re.match(r"^\d{1,2}(?:[.:]\d{2})?$", at(words, index + 1).key):
        return (Said("godzinie" if before.key in {"o", "po"} else "godzina"),)
    if word.key == "pp" and before.core[:1].isdigit():
        return (Said("po południu"),)
    found = re.match(r"^(\d{1,2})(?:[.:](\d{2}))?$", word.key)
    if not found or before.key not in {"godz", "godzina", "godzinie", "g"}:
        return ()
    hour = _feminine(ordinal(str(int(found[1])), "pol"))
    if at(words, index - 2).key in {"o", "po"} or before.key == "godzinie":
        hour = " ".join(re.sub(r"i?a$", "ej", part) for part in hour.split())
    minute = f" {cardinal(str(int(found[2])), 'pol')}" if found[2] and found[2] != "00" else ""
    return (Said(hour + minute),)


def places(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`ul. Długa 5 m. 2`, `00-950 Warszawa`, `2 komp. 5 pułku`."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if word.key == "m" and word.dotted and before.core[:1].isdigit() and following.core[:1].isdigit():
        return (Said("mieszkanie"),)
    if word.core == "W" and word.dotted and following.key in {"pan", "pani"}:
        return (Said("Wielmożny" if following.key == "pan" else "Wielmożna"),)
    if re.match(r"^\d{2}-\d{3}$", word.key):
        return (Said(one_by_one(word.key, "pol")),)
    if re.match(r"^\d{1,3}$", word.key) and following.key in {"komp", "kompania"}:
        return (Said(_feminine(ordinal(word.key, "pol"))),)
    if re.match(r"^\d{1,3}$", word.key) and following.key in {"pułku", "batalionu", "korpusu"}:
        return (Said(_genitive(ordinal(word.key, "pol"))),)
    return ()


def _form(amount: float) -> int:
    """One; two to four; more; and a part."""
    if amount != int(amount):
        return 3
    if amount == 1:
        return 0
    few = int(amount) % 10 in {2, 3, 4} and int(amount) % 100 not in {12, 13, 14}
    return 1 if few else 2


TABLE = Table(
    code="pol",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE,
    dotted=_DOTTED,
    counted={
        "kg": ("kilogram", "kilogramy", "kilogramów", "kilograma"), "g": ("gram", "gramy", "gramów", "grama"),
        "dkg": ("dekagram", "dekagramy", "dekagramów", "dekagrama"), "dag": ("dekagram", "dekagramy", "dekagramów",
        "dekagrama"), "km": ("kilometr", "kilometry", "kilometrów", "kilometra"),
        "cm": ("centymetr", "centymetry", "centymetrów", "centymetra"), "m": ("metr", "metry", "metrów", "metra"),
        "l": ("litr", "litry", "litrów", "litra"), "zł": ("złoty", "złote", "złotych", "złotego"),
        "gr": ("grosz", "grosze", "groszy", "grosza"), "%": ("procent", "procent", "procent", "procent"),
        "rb": ("rubel", "ruble", "rubli", "rubla"), "kop": ("kopiejka", "kopiejki", "kopiejek", "kopiejki"),
        "mk": ("marka", "marki", "marek", "marki"), "min": ("minuta", "minuty", "minut", "minuty"),
        "°": ("stopień", "stopnie", "stopni", "stopnia"),
    },
    form=_form,
    money=vocabulary("zł € $ £"),
    ordinals=re.compile(r"^(\d{1,3})(?:-?(?:go|ego|szy|gi|ci|ty|my|sty)|\.)$"),
    day=_day,
    date="{day} {month} {year} roku",
    in_year=_in_year,
    fractions={
        "½": ("pół", "{} i pół"), "¼": ("ćwierć", "{} i ćwierć"), "¾": ("trzy czwarte", "{} i trzy czwarte"),
    },
    regnal="{ordinal}",
    numbered=vocabulary("rozdz rozdział t tom część akt księga nr"),
    to="do",
    signs={
        "€": ("euro", "euro", "euro", "euro"), "$": ("dolar", "dolary", "dolarów", "dolara"),
        "£": ("funt", "funty", "funtów", "funta"),
    },
)  # fmt: skip

POLISH = SpokenLanguage(
    code="pol",
    rules=rules(TABLE, cases, hours, places),
    never_last=vocabulary(
        "ks św ul al pl prof inż gen kpt por p pp sz śp ur zm godz ok dr nr dn rozdz komp im woj pow hr sierż plut m b "
        "ub szan wp t g prob hab"
    ),
    short_forms=short_forms(TABLE),
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
