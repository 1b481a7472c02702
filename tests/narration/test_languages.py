import pytest
from num2words import CONVERTER_CLASSES

from familytales.narration import spoken_numbers
from tests.narration.letters import said

CASES = [
    ("deu", "Am 14. August 1943 kam er.", "Am vierzehnten August neunzehnhundertdreiundvierzig kam er."),
    ("deu", "Heute, 3.V.20, Hr. Dr. Braun", "Heute, dritter Mai zwanzig, Herr Doktor Braun."),
    ("deu", "z. B. 5 kg u. 2½ Mk.", "zum Beispiel fünf Kilogramm und zweieinhalb Mark."),
    ("deu", "Wilhelm II. lebte.", "Wilhelm der zweite lebte."),
    ("deu", "um 8:30 Uhr, 3,5 m usw.", "um acht dreißig Uhr, drei Komma fünf Meter und so weiter."),
    ("deu", "1.250 Mann", "eintausendzweihundertfünfzig Mann."),
    ("deu", "Liebe Mutter! Wie geht es Dir?", "Liebe Mutter! | Wie geht es Dir?"),
    ("fra", "Le 1er mai 1916, M. Dupont", "Le premier mai mille neuf cent seize, Monsieur Dupont."),
    ("fra", "Ma chère Mme Durand, bonjour.", "Ma chère Madame Durand, | bonjour."),
    ("fra", "3 fr. pour 2,5 kg", "trois francs pour deux virgule cinq kilos."),
    ("fra", "le 14/8/1943, la 2e fois", "le quatorze août mille neuf cent quarante-trois, la deuxième fois."),
    ("fra", "Louis XIV", "Louis quatorze."),
    ("spa", "El 14 de agosto vino el Sr. Pérez.", "El catorce de agosto vino el Señor Pérez."),
    ("spa", "El 14/8/43, la 1ª vez", "El catorce de agosto de cuarenta y tres, la primera vez."),
    ("spa", "Querida madre: ¿Cómo está Ud.?", "Querida madre: | ¿Cómo está Usted?"),
    ("pol", "14 sierpnia 1943 r.", "czternastego sierpnia tysiąc dziewięćset czterdziestego trzeciego roku."),
    ("pol", "np. ks. Kowalski, 5 kg mąki", "na przykład ksiądz Kowalski, pięć kilogramów mąki."),
    ("pol", "dnia 2.X.1920", "dnia drugiego października tysiąc dziewięćset dwudziestego roku."),
    ("swe", "den 14 augusti", "den fjorton augusti."),
    ("lat", "Anno 1943", "Anno 1943."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "spoken"), CASES)
def test_is_read_as(language: str, written: str, spoken: str) -> None:
    assert said(written, language) == spoken


@pytest.mark.parametrize("language", sorted(CONVERTER_CLASSES))
def test_no_language_stumbles_over_a_number(language: str) -> None:
    for number in (0, 1, 2, 14, 31, 99, 1250, 1943, 2000, 10**12):
        for say in (spoken_numbers.cardinal, spoken_numbers.ordinal, spoken_numbers.year):
            assert say(str(number), language)
    assert spoken_numbers.cardinal("2.5", language)
    assert spoken_numbers.one_by_one("007", language)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("IV", 4), ("XIV", 14), ("XXXIX", 39), ("CXC", 190), ("IIII", 0), ("MIX", 0), ("", 0)],
)
def test_roman_numerals(numeral: str, value: int) -> None:
    assert spoken_numbers.roman(numeral) == value
