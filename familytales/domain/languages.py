"""Languages by the names different tools use. Books use ISO 639-3 codes, as Tesseract's data files do."""

# ISO 639-3 -> (BCP 47, English name). The languages Piper has voices for and the commonest in family papers.
_KNOWN = {
    "ara": ("ar", "Arabic"),
    "bul": ("bg", "Bulgarian"),
    "cat": ("ca", "Catalan"),
    "ces": ("cs", "Czech"),
    "cym": ("cy", "Welsh"),
    "dan": ("da", "Danish"),
    "deu": ("de", "German"),
    "ell": ("el", "Greek"),
    "eng": ("en", "English"),
    "est": ("et", "Estonian"),
    "eus": ("eu", "Basque"),
    "fas": ("fa", "Persian"),
    "fin": ("fi", "Finnish"),
    "fra": ("fr", "French"),
    "gle": ("ga", "Irish"),
    "heb": ("he", "Hebrew"),
    "hin": ("hi", "Hindi"),
    "hrv": ("hr", "Croatian"),
    "hun": ("hu", "Hungarian"),
    "hye": ("hy", "Armenian"),
    "isl": ("is", "Icelandic"),
    "ita": ("it", "Italian"),
    "kat": ("ka", "Georgian"),
    "kaz": ("kk", "Kazakh"),
    "lat": ("la", "Latin"),
    "lav": ("lv", "Latvian"),
    "lit": ("lt", "Lithuanian"),
    "ltz": ("lb", "Luxembourgish"),
    "nld": ("nl", "Dutch"),
    "nor": ("no", "Norwegian"),
    "pol": ("pl", "Polish"),
    "por": ("pt", "Portuguese"),
    "ron": ("ro", "Romanian"),
    "rus": ("ru", "Russian"),
    "slk": ("sk", "Slovak"),
    "slv": ("sl", "Slovenian"),
    "spa": ("es", "Spanish"),
    "sqi": ("sq", "Albanian"),
    "srp": ("sr", "Serbian"),
    "swe": ("sv", "Swedish"),
    "tur": ("tr", "Turkish"),
    "ukr": ("uk", "Ukrainian"),
    "vie": ("vi", "Vietnamese"),
    "yid": ("yi", "Yiddish"),
}
_BY_SHORT = {short: code for code, (short, _) in _KNOWN.items()}
_BY_NAME = {name.lower(): code for code, (_, name) in _KNOWN.items()}


def bcp47(code: str) -> str:
    """The tag EPUB, HTML and PDF want: `eng` -> `en`; an unknown code is returned as it is."""
    return _KNOWN.get(code, (code, ""))[0]


def name(code: str) -> str:
    """For people: `deu` -> `German`; an unknown code is returned as it is."""
    return _KNOWN.get(code, ("", code))[1]


def known(code: str) -> bool:
    """Whether it is one of the languages that have a name here."""
    return code in _KNOWN


def names() -> tuple[str, ...]:
    """What the languages that have a name here are called: by code, by short tag and in English."""
    return (*_KNOWN, *_BY_SHORT, *_BY_NAME)


def iso639_3(tag: str) -> str:
    """`en`, `en-US`, `en_US`, `English` or `eng` -> `eng`; an unknown tag's first part is returned as it is."""
    short = tag.replace("_", "-").split("-")[0].lower()
    return _BY_SHORT.get(short) or _BY_NAME.get(short, short)


def parse(text: str) -> tuple[str, ...]:
    """`eng+deu` -> ("eng", "deu"); `en+de` works as well. Empty parts are dropped, repeats kept once."""
    return tuple(dict.fromkeys(iso639_3(part.strip()) for part in text.split("+") if part.strip()))
