"""German letters read aloud."""

import re
from collections.abc import Sequence

from familytales.narration.european import Table, rules, short_forms
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import cardinal, one_by_one, ordinal, roman
from familytales.narration.written import Said, Written, at, vocabulary

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
    "usw": "und so weiter", "u.s.w": "und so weiter", "usf": "und so fort", "bzw": "beziehungsweise",
    "z.b": "zum Beispiel", "d.h": "das heißt", "u.a": "unter anderem", "v.j": "vorigen Jahres",
    "d.j": "dieses Jahres", "d.m": "dieses Monats", "z.t": "zum Teil", "z.zt": "zur Zeit", "i.a": "im Auftrag",
    "m.e": "meines Erachtens", "geb": "geboren", "gest": "gestorben", "verh": "verheiratet", "nr": "Nummer",
    "no": "Nummer", "ca": "circa", "evtl": "eventuell", "vgl": "vergleiche", "sog": "sogenannt",
    "gefl": "gefälligst", "ergeb": "ergebenst", "joh": "Johann", "wilh": "Wilhelm", "friedr": "Friedrich",
    "heinr": "Heinrich", "karl": "Karl", "etc": "et cetera", "&": "und", "+": "und",
}  # fmt: skip
_DOTTED = _SHORT | {
    "st": "Sankt", "u": "und", "v": "von", "d": "den", "a": "am", "b": "bei", "i": "im", "z. b": "zum Beispiel",
    "d. h": "das heißt", "u. a": "unter anderem", "d. j": "dieses Jahres", "d. m": "dieses Monats",
    "d. mts": "dieses Monats", "ds. mts": "dieses Monats", "v. m": "vorigen Monats", "v. mts": "vorigen Monats",
    "v. j": "vorigen Jahres", "ds. js": "dieses Jahres", "d. js": "dieses Jahres", "z. t": "zum Teil",
    "z. zt": "zur Zeit", "i. a": "im Auftrag", "i. v": "in Vertretung", "m. e": "meines Erachtens",
    "a. m": "am Main", "d. gr": "der Große", "u. s. w": "und so weiter", "u. s. f": "und so fort",
    "u. a. w. g": "um Antwort wird gebeten", "u.a.w.g": "um Antwort wird gebeten", "s": "Seite", "bd": "Band",
    "kap": "Kapitel", "abs": "Absatz", "kath": "katholisch", "ev": "evangelisch", "hl": "heilige", "mk": "Mark",
    "med": "Medizinae", "phil": "Philosophiae", "jur": "Juris", "ew": "Euer", "hochwohlgeb": "Hochwohlgeboren",
    "wohlgeb": "Wohlgeboren", "sr": "Seiner", "se": "Seine", "tel": "Telefon", "komp": "Kompanie", "btl": "Bataillon",
    "batl": "Bataillon", "regt": "Regiment", "rgt": "Regiment", "inf": "Infanterie", "inf.-regt":
    "Infanterieregiment", "div": "Division", "uffz": "Unteroffizier", "ltn": "Leutnant", "lt": "Leutnant",
    "oblt": "Oberleutnant", "hptm": "Hauptmann", "gefr": "Gefreiter", "ogefr": "Obergefreiter", "fw": "Feldwebel",
    "feldw": "Feldwebel", "gen": "General", "maj": "Major", "kgl": "königlich", "stck": "Stück", "eßl": "Esslöffel",
    "essl": "Esslöffel", "teel": "Teelöffel", "pfd": "Pfund", "nachm": "nachmittags", "vorm": "vormittags",
    "morg": "morgens", "abds": "abends", "w": "werten", "seb": "Sebastian", "ob.-gefr": "Obergefreiter",
    "inf.-rgt": "Infanterieregiment", "art.-regt": "Artillerieregiment", "inf.-div": "Infanteriedivision",
    "wwe": "Witwe", "h. c": "honoris causa", "geh": "Geheimer", "brf": "Brief", "lpz": "Leipzig", "ff": "folgende",
    "d. r": "der Reserve", "d. l": "der Landwehr", "a. d": "außer Dienst", "i. j": "im Jahre", "hptstr": "Hauptstraße",
}  # fmt: skip
_ALWAYS = {"usw", "bzw", "frl", "dr", "nr", "ca", "&", "+", "evtl", "usf", "etc"}
_BARE = {key: said for key, said in _SHORT.items() if key in _ALWAYS}
_FEMININE = vocabulary(
    "kompanie komp division div armee klasse kl auflage aufl woche etage straße brigade batterie abteilung abt seite "
    "stunde zeile strophe mahnung liebe frau tochter hälfte reihe"
)
_TALERS = vocabulary("thlr rthlr tlr taler reichstaler")
_NEUTER = vocabulary(
    "regiment regt rgt inf.-regt inf.-rgt art.-regt i.r bataillon btl batl kapitel kap jahr jahrhundert kind buch"
)


def _day(digits: str, before: str, following: str) -> str:
    """`vierzehnte` with the ending its article or its noun asks for; without either it is `vierzehnter`."""
    stem = ordinal(digits, "deu")
    if before in {"den", "am", "vom", "dem", "zum", "beim", "im", "des", "seit", "bis", "ab", "d", "v"}:
        return stem + "n"
    if before in {"der", "die", "das"} or following in _FEMININE:
        return stem
    return stem + ("s" if following in _NEUTER else "r")


def hours(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`17.30 Uhr` and `½5 Uhr`, `die 20er Jahre`."""
    word, following = words[index], at(words, index + 1)
    if word.key == "½" and re.match(r"^\d{1,2}$", following.key) and at(words, index + 2).key == "uhr":
        return (Said("halb"),)
    if found := re.match(r"^½(\d{1,2})$", word.key):
        return (Said(f"halb {cardinal(found[1], 'deu')}"),) if following.key == "uhr" else ()
    if following.key == "uhr" and (found := re.match(r"^(\d{1,2})[.:](\d{2})$", word.key)):
        minute = "" if found[2] == "00" else f" {cardinal(str(int(found[2])), 'deu')}"
        return (Said(f"{_hour(found[1])} Uhr{minute}", 2),)
    if word.key == "1" and following.key == "uhr":
        return (Said("ein"),)
    found = re.match(r"^(\d{2,4})er$", word.key)
    return (Said(f"{cardinal(found[1], 'deu')}er"),) if found else ()


def places(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`Hauptstr. 12`, `80331 München`, `v. 5.`, and a capital `M` after a number, which is the mark."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if re.match(r"^\w{3,}str$", word.key) and word.dotted:
        return (Said(f"{word.core}aße"),)
    if re.match(r"^\d{5}$", word.key) and following.capital and (not before.core or before.after):
        return (Said(one_by_one(word.key, "deu")),)
    if word.key == "v" and word.dotted and following.core[:1].isdigit():
        return (Said("vom"),)
    if word.key == "d" and word.dotted and _is_ordinal(following) and not _is_month(at(words, index + 2)):
        return (Said("des"), Said(ordinal(following.core, "deu") + "n"))
    if word.dotted and following.key in _FEMININE | _NEUTER and (value := roman(word.core)):  # `III. Btl.`
        return (Said(_day(str(value), before.key, following.key)),)
    return marks(words, index)


def marks(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`3,50 M`, `RM 12,50`, and what a taler was divided into."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if word.key == "gr" and at(words, index - 2).key in _TALERS:
        return (Said("Groschen"),)
    ahead = re.match(r"^(\d{1,3}),(\d\d)$", following.key)
    if word.core in {"M", "RM", "DM"} and ahead and not before.core[-1:].isdigit():
        name = "Reichsmark" if word.core == "RM" else "Mark"
        pfennige = "" if ahead[2] == "00" else f" {cardinal(ahead[2].lstrip('0'), 'deu')}"
        return (Said(f"{'eine' if ahead[1] == '1' else cardinal(ahead[1], 'deu')} {name}{pfennige}", 2),)
    if word.core == "M" and (found := re.match(r"^[\d.]+(?:,(\d\d))?$", before.key)) and not before.after:
        return (Said("Mark" if found[1] in (None, "00") else f"Mark {cardinal(found[1].lstrip('0'), 'deu')}"),)
    return ()


def _is_month(word: Written) -> bool:
    return word.key in _MONTHS or bool(roman(word.core))


def _is_ordinal(word: Written) -> bool:
    """A number with a stop that is not the year's or part of a date in figures."""
    return bool(re.match(r"^\d{1,3}$", word.key)) and word.dotted


def _hour(digits: str) -> str:
    return "ein" if int(digits) == 1 else cardinal(str(int(digits)), "deu")


TABLE = Table(
    code="deu",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE,
    dotted=_DOTTED,
    counted={
        "kg": ("Kilogramm", "Kilogramm"), "g": ("Gramm", "Gramm"), "gr": ("Gramm", "Gramm"),
        "km": ("Kilometer", "Kilometer"),
        "cm": ("Zentimeter", "Zentimeter"), "m": ("Meter", "Meter"), "l": ("Liter", "Liter"),
        "%": ("Prozent", "Prozent"), "mk": ("Mark", "Mark"), "pf": ("Pfennig", "Pfennig"),
        "rm": ("Reichsmark", "Reichsmark"), "pfd": ("Pfund", "Pfund"), "std": ("Stunde", "Stunden"),
        "el": ("Esslöffel", "Esslöffel"), "tl": ("Teelöffel", "Teelöffel"), "eßl": ("Esslöffel", "Esslöffel"),
        "essl": ("Esslöffel", "Esslöffel"), "teel": ("Teelöffel", "Teelöffel"), "stck": ("Stück", "Stück"),
        "st": ("Stück", "Stück"), "min": ("Minute", "Minuten"), "ztr": ("Zentner", "Zentner"), "dm": ("Mark", "Mark"),
        "°": ("Grad", "Grad"), "mark": ("Mark", "Mark"), "thlr": ("Taler", "Taler"), "tlr": ("Taler", "Taler"),
        "rthlr": ("Reichstaler", "Reichstaler"), "sgr": ("Silbergroschen", "Silbergroschen"),
        "ngr": ("Neugroschen", "Neugroschen"),
    },
    single="ein",
    money=vocabulary("mk m rm dm mark € $ £"),
    ordinals=re.compile(r"^(\d{1,3})\.$"),
    day=_day,
    fractions={
        "½": ("ein halb", "{}einhalb"), "¼": ("ein Viertel", "{} ein Viertel"),
        "¾": ("drei Viertel", "{} drei Viertel"),
    },
    regnal="der {ordinal}",
    rulers=vocabulary(
        "wilhelm friedrich franz karl ludwig heinrich otto joseph leopold nikolaus alexander napoleon georg pius albert"
    ),
    numbered=vocabulary("kap kapitel bd band teil abschnitt akt nr weltkrieg"),
    to="bis",
    signs={"€": ("Euro", "Euro"), "$": ("Dollar", "Dollar"), "£": ("Pfund", "Pfund")},
)  # fmt: skip

GERMAN = SpokenLanguage(
    code="deu",
    rules=rules(TABLE, hours, places),
    street_endings=("str",),
    never_last=vocabulary(
        "dr prof frl hr hrn fr st nr no joh wilh friedr heinr geb ca med phil ew sr uffz ltn lt oblt hptm gefr ogefr "
        "ds mts js u s w a fw feldw maj kgl kath ev hl pfd tl el eßl essl teel stck ztr kap bd komp v d tel mk "
        "batl btl regt rgt inf.-regt inf.-rgt art.-regt wwe h geh seb wohlgeb ob.-gefr gr"
    ),
    short_forms=short_forms(TABLE),
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
