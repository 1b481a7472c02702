"""French letters read aloud."""

import re

from familytales.narration.european import Table, rules
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import cardinal
from familytales.narration.written import vocabulary

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
    "n°": "numéro",
}  # fmt: skip
_DOTTED = _BARE | {
    "m": "monsieur", "mm": "messieurs", "st": "saint", "ste": "sainte", "etc": "et cetera", "c.-à-d": "c'est-à-dire",
    "p.ex": "par exemple", "p. ex": "par exemple", "av": "avenue", "vve": "veuve", "p": "page", "ch": "chapitre",
    "fr": "francs", "env": "environ",
}  # fmt: skip

TABLE = Table(
    code="fra",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE | {"etc": "et cetera"},
    dotted=_DOTTED,
    counted={
        "kg": ("kilo", "kilos"), "g": ("gramme", "grammes"), "km": ("kilomètre", "kilomètres"),
        "%": ("pour cent", "pour cent"), "cm": ("centimètre", "centimètres"), "m": ("mètre", "mètres"),
        "l": ("litre", "litres"), "fr": ("franc", "francs"), "frs": ("franc", "francs"), "f": ("franc", "francs"),
        "h": ("heure", "heures"),
    },
    ordinals=re.compile(r"^(\d{1,4})(?:er|re|ère|e|è|ème|ième|me|nd|nde)$"),
    day=lambda digits, _: "premier" if digits == "1" else cardinal(digits, "fra"),
    fractions={
        "½": ("un demi", "{} et demi"), "¼": ("un quart", "{} un quart"), "¾": ("trois quarts", "{} trois quarts"),
    },
    signs={"€": ("euro", "euros"), "$": ("dollar", "dollars"), "£": ("livre", "livres")},
)  # fmt: skip

FRENCH = SpokenLanguage(
    code="fra",
    rules=rules(TABLE),
    never_last=vocabulary("m mm mme mlle mgr dr st ste av vve"),
    short_forms=frozenset(_DOTTED) | frozenset(_MONTHS),
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
