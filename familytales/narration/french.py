"""French letters read aloud."""

import re
from collections.abc import Sequence

from familytales.narration.european import Table, rules, short_forms
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import cardinal, ordinal, roman
from familytales.narration.written import Said, Written, at, vocabulary

_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    "janv": 1, "jan": 1, "févr": 2, "fév": 2, "fevrier": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10,
    "nov": 11, "déc": 12, "decembre": 12, "7bre": 9, "8bre": 10, "9bre": 11, "xbre": 12, "10bre": 12,
}  # fmt: skip
_BARE = {
    "mme": "madame", "mmes": "mesdames", "mlle": "mademoiselle", "mlles": "mesdemoiselles", "mr": "monsieur",
    "mgr": "monseigneur", "dr": "docteur", "&": "et", "+": "plus", "cie": "compagnie", "bd": "boulevard",
    "n°": "numéro", "no": "numéro", "vve": "veuve", "st": "saint", "ste": "sainte", "etc": "et cetera",
    "rgt": "régiment", "cne": "capitaine", "crt": "courant", "bcp": "beaucoup", "qq": "quelques",
}  # fmt: skip
_DOTTED = _BARE | {
    "m": "monsieur", "mm": "messieurs", "st": "saint", "ste": "sainte", "etc": "et cetera", "c.-à-d": "c'est-à-dire",
    "p.ex": "par exemple", "p. ex": "par exemple", "av": "avenue", "vve": "veuve", "p": "page", "ch": "chapitre",
    "fr": "francs", "env": "environ", "chap": "chapitre", "ct": "courant", "ve": "veuve", "me": "maître",
    "r.i": "régiment d'infanterie", "bn": "bataillon", "cap": "capitaine", "lt": "lieutenant",
    "s.v.p": "s'il vous plaît", "s. v. p": "s'il vous plaît", "s.m": "Sa Majesté", "n.b": "nota bene",
    "p.s": "post-scriptum", "p. s": "post-scriptum", "j.-c": "Jésus-Christ", "kil": "kilomètres", "tél": "téléphone",
    "crt": "courant", "bat": "bataillon", "cne": "capitaine", "n.-d": "Notre-Dame", "t": "tome", "q.q": "quelques",
    "r. p": "révérend père", "r.p": "révérend père", "vol": "volume", "dév": "dévoué", "serv": "serviteur",
    "douz": "douzaine", "cour": "courant", "inf": "infanterie", "d'inf": "d'infanterie", "d'art": "d'artillerie",
    "fg": "faubourg", "pl": "place", "arr": "arrondissement", "dép": "département", "ex": "exemple",
}  # fmt: skip

_COUNTED_OFF = vocabulary("siècle siècles arrondissement régiment république division armée corps")


def hours(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`5 h. 30`, `5h30`, `17 h`, `XIXe siècle`, `François Ier`."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if found := re.match(r"^(\d{1,2})h(\d{2})?$", word.key):
        minute = f" {cardinal(str(int(found[2])), 'fra')}" if found[2] and found[2] != "00" else ""
        return (Said(_hours(found[1]) + minute),)
    if following.key == "h" and re.match(r"^\d{1,2}$", word.key):
        return (Said(_hours(word.key), 2),)
    if word.key == "½" and before.key in {"h", "heure", "heures"}:
        return (Said("et demie"),)
    found = re.match(r"^([IVXLC]+)(?:er|re|e|ème|ième)$", word.core)
    # `Le` and `Ve` are words as well
    certain = found and (len(found[1]) > 1 or following.key in _COUNTED_OFF or word.core in {"Ier", "Ire"})
    if found and certain and (value := roman(found[1])):
        feminine = "e" if word.core.endswith("re") or before.key == "la" else ""
        return (Said("premi" + ("ère" if feminine else "er") if value == 1 else ordinal(str(value), "fra")),)
    return (Said("première"),) if re.match(r"^1(?:re|ère)$", word.key) else ()


def _hours(digits: str) -> str:
    return "une heure" if int(digits) == 1 else f"{cardinal(str(int(digits)), 'fra')} heures"


TABLE = Table(
    code="fra",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE,
    dotted=_DOTTED,
    counted={
        "kg": ("kilo", "kilos"), "g": ("gramme", "grammes"), "km": ("kilomètre", "kilomètres"),
        "%": ("pour cent", "pour cent"), "cm": ("centimètre", "centimètres"), "m": ("mètre", "mètres"),
        "l": ("litre", "litres"), "fr": ("franc", "francs"), "frs": ("franc", "francs"), "f": ("franc", "francs"),
        "h": ("heure", "heures"), "francs": ("franc", "francs"),
        "c": ("centime", "centimes"), "cts": ("centime", "centimes"),
        "gr": ("gramme", "grammes"), "°": ("degré", "degrés"), "min": ("minute", "minutes"),
    },
    money=vocabulary("fr frs f francs € $ £"),
    ordinals=re.compile(r"^(\d{1,4})(?:er|re|ère|e|è|ème|ième|me|nd|nde)$"),
    day=lambda digits, _, __: "premier" if digits == "1" else cardinal(digits, "fra"),
    fractions={
        "½": ("un demi", "{} et demi"), "¼": ("un quart", "{} un quart"), "¾": ("trois quarts", "{} trois quarts"),
    },
    numbered=vocabulary("chap chapitre t tome livre acte partie vol siècle no"),
    joined=frozenset({"st", "ste"}),
    to="à",
    signs={"€": ("euro", "euros"), "$": ("dollar", "dollars"), "£": ("livre", "livres")},
)  # fmt: skip

FRENCH = SpokenLanguage(
    code="fra",
    rules=rules(TABLE, hours),
    never_last=vocabulary("m mm mme mlle mgr dr st ste av vve ve me h chap bd cap lt fg s v p n.-d bat t gr r vol"),
    short_forms=short_forms(TABLE),
    months=frozenset(_MONTHS),
    salutation=re.compile(
        r"^(?:mon |ma |mes |notre )?(?:très |bien |tendre )?(?:chère?s?|chérie?|aimé|monsieur|madame|mademoiselle"
        r"|messieurs)\b",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"^(?:votre|ton|ta|je vous|je t|veuillez|recevez|reçois|agréez|affectueu|bien à|avec|mille|tendre|au revoir)",
        re.IGNORECASE,
    ),
    closing_words=vocabulary(
        "votre dévoué dévouée fils fille mère père frère soeur sœur ami amie affectueusement affectueux tendrement "
        "baisers embrasse salutations sentiments amitiés vous toi"
    ),
    function_words=vocabulary(
        "le la les un une des du de d à au aux et ou en dans par pour sur avec que qui dont mon ma mes son sa ses "
        "notre votre leur je tu il elle nous vous est était ne se"
    ),
    phrase_starts=vocabulary(
        "et ou mais car donc or ni que qui dont où quand lorsque si comme parce puisque quoique avec sans pour "
        "dans sur avant après depuis jusque"
    ),
)
