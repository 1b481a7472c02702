"""Spanish letters read aloud."""

import re
from collections.abc import Sequence

from familytales.narration.european import Table, rules, short_forms
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import cardinal
from familytales.narration.written import Said, Written, at, vocabulary

_NAMES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    "ene": 1, "feb": 2, "mzo": 3, "abr": 4, "jun": 6, "jul": 7, "ago": 8, "ag": 8, "agto": 8, "setiembre": 9, "sept": 9,
    "sep": 9, "oct": 10, "nov": 11, "dic": 12, "7bre": 9, "8bre": 10, "9bre": 11, "10bre": 12, "xbre": 12,
}  # fmt: skip
_BARE = {
    "sr": "señor", "sra": "señora", "srta": "señorita", "sres": "señores", "dr": "doctor", "dra": "doctora",
    "ud": "usted", "uds": "ustedes", "vd": "usted", "vds": "ustedes", "&": "y", "+": "más", "nº": "número",
    "dª": "doña", "d.ª": "doña", "mª": "María", "etc": "etcétera",
}  # fmt: skip
_DOTTED = _BARE | {
    "d": "don", "dn": "don", "da": "doña", "dña": "doña", "sto": "santo", "sta": "santa", "s": "san",
    "etc": "etcétera", "p.ej": "por ejemplo", "p. ej": "por ejemplo", "pág": "página", "págs": "páginas",
    "cap": "capítulo", "av": "avenida", "avda": "avenida", "núm": "número", "fco": "Francisco", "fdo": "firmado",
    "fca": "Francisca", "ma": "María", "affmo": "afectísimo", "afmo": "afectísimo", "s.s": "seguro servidor",
    "q.e.p.d": "que en paz descanse", "q. e. p. d": "que en paz descanse", "ptas": "pesetas", "pts": "pesetas",
    "s.s.s": "su seguro servidor", "s. s. s": "su seguro servidor", "s. s": "seguro servidor",
    "q.b.s.m": "que besa su mano", "q. b. s. m": "que besa su mano", "p.d": "posdata", "p. d": "posdata",
    "ee.uu": "Estados Unidos", "ee. uu": "Estados Unidos", "s.m": "Su Majestad", "cte": "corriente",
    "corr": "corriente", "ppdo": "próximo pasado", "pdo": "pasado", "ntro": "nuestro", "ntra": "nuestra",
    "pbro": "presbítero", "exmo": "excelentísimo", "excmo": "excelentísimo", "ilmo": "ilustrísimo",
    "apdo": "apartado", "hnos": "hermanos", "cía": "compañía", "gral": "general",
    "tte": "teniente", "sgto": "sargento", "atte": "atentamente", "tel": "teléfono", "no": "número",
    "izq": "izquierda", "dcha": "derecha", "pl": "plaza", "pza": "plaza", "atto": "atento",
    "s. m": "Su Majestad", "vn": "de vellón", "rgto": "regimiento", "bs. as": "Buenos Aires",
    "aprox": "aproximadamente", "n.º": "número", "a.c": "antes de Cristo", "c": "calle", "p.e": "por ejemplo",
}  # fmt: skip


_FEMININE = vocabulary("lb lbs libra hora docena taza arroba vara legua cucharada botella")


def hours(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`a las 8.30`, `a las 5 y 1/2` and `a las 5 y ½`: half past five; `siglo XIX`; `C/ Mayor`."""
    word, before = words[index], at(words, index - 1)
    if before.key in {"las", "la"} and (found := re.match(r"^(\d{1,2})[.:](\d{2})$", word.key)):
        hour = "una" if int(found[1]) == 1 else cardinal(str(int(found[1])), "spa")
        return (Said(hour if found[2] == "00" else f"{hour} y {cardinal(str(int(found[2])), 'spa')}"),)
    if before.key in {"las", "la"} and (found := re.match(r"^(\d{1,2})([½¼])$", word.key)):
        hour = "una" if found[1] == "1" else cardinal(found[1], "spa")
        return (Said(f"{hour} y {'media' if found[2] == '½' else 'cuarto'}"),)
    if word.key in {"½", "1/2"} and at(words, index + 1).key in _FEMININE and not before.core[-1:].isdigit():
        return (Said("media"),)
    if re.match(r"^[13]er$", word.key):
        return (Said("primer" if word.key == "1er" else "tercer"),)
    if before.key == "y" and at(words, index - 2).key.isdigit() and word.key in {"1/2", "½", "1/4", "¼"}:
        return (Said("media" if word.key in {"1/2", "½"} else "cuarto"),)
    return (Said("Calle"),) if word.core == "C" and word.after.startswith("/") else ()


TABLE = Table(
    code="spa",
    months=_MONTHS,
    names=_NAMES,
    short=_BARE,
    dotted=_DOTTED,
    counted={
        "kg": ("kilo", "kilos"), "g": ("gramo", "gramos"), "km": ("kilómetro", "kilómetros"),
        "%": ("por ciento", "por ciento"), "cm": ("centímetro", "centímetros"), "m": ("metro", "metros"),
        "l": ("litro", "litros"), "ptas": ("peseta", "pesetas"), "pts": ("peseta", "pesetas"), "h": ("hora", "horas"),
        "hs": ("hora", "horas"), "hrs": ("hora", "horas"), "gr": ("gramo", "gramos"), "grs": ("gramo", "gramos"),
        "kgs": ("kilo", "kilos"), "lb": ("libra", "libras"), "lbs": ("libra", "libras"), "°": ("grado", "grados"),
        "rs": ("real", "reales"), "cts": ("céntimo", "céntimos"), "pesetas": ("peseta", "pesetas"),
        "pesos": ("peso", "pesos"),
    },
    single="un",
    money=vocabulary("ptas pts pesetas pesos € $ £"),
    ordinals=re.compile(r"^(\d{1,3})\.?(?:º|ª|°|o|a)$"),
    day=lambda digits, _, __: "primero" if digits == "1" else cardinal(digits, "spa"),
    date="{day} de {month} de {year}",
    fractions={
        "½": ("medio", "{} y medio"), "¼": ("un cuarto", "{} y cuarto"), "¾": ("tres cuartos", "{} y tres cuartos"),
    },
    rulers=vocabulary("felipe carlos fernando alfonso isabel juan enrique pedro pío luis"),
    numbered=vocabulary("siglo cap capítulo tomo libro acto vol volumen no núm"),
    to="a",
    signs={"€": ("euro", "euros"), "$": ("dólar", "dólares"), "£": ("libra", "libras")},
)  # fmt: skip

SPANISH = SpokenLanguage(
    code="spa",
    rules=rules(TABLE, hours),
    never_last=vocabulary(
        "sr sra srta sres dr dra ud uds vd vds d dn da dña sto sta fco q e p b m excmo exmo ilmo afmo "
        "vn bs aprox affmo apdo ntro ntra tte sgto c atto pl pza"
    ),
    short_forms=short_forms(TABLE),
    months=frozenset(_MONTHS),
    salutation=re.compile(
        r"^(?:mi |mis |muy |nuestr[oa]s? )*(?:querid[oa]s?|queridísim[oa]s?|estimad[oa]s?|amad[oa]s?|distinguid[oa]s?"
        r"|apreciad[oa]s?|señor|señora|señores)\b",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"^(?:tu|su|suyo|suya|vuestr|con|un abrazo|muchos|besos|recibe|reciban|atentamente|afectuosamente|te|les?)\b",
        re.IGNORECASE,
    ),
    closing_words=vocabulary(
        "abrazo abrazos besos beso cariño hijo hija madre padre hermano hermana amigo amiga atentamente afectísimo "
        "afmo servidor quiere suyo suya amor"
    ),
    function_words=vocabulary(
        "el la los las un una unos unas de del a al y o en con por para que se mi mis tu tus su sus es era no lo le"
    ),
    phrase_starts=vocabulary(
        "y e o u pero mas sino que cual cuyo donde cuando como si porque aunque pues mientras con sin para por en "
        "desde hasta antes después"
    ),
)
