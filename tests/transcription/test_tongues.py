import pytest

from familytales.transcription.tongues import suggestion

TEXTS = {
    "eng": "My dear Margaret, the orchard was white with blossom when we came home on Sunday, and your father walked"
    " with me down to the mill. We spoke of nothing but you.",
    "deu": "Liebe Mutter, wir sind gestern Abend gut angekommen und haben ein schönes Zimmer am See. Das Wetter ist"
    " herrlich, und die Kinder baden den ganzen Tag.",
    "fra": "Ma chère maman, nous sommes bien arrivés hier soir et nous avons une belle chambre au bord du lac. Le temps"
    " est magnifique et les enfants se baignent.",
    "pol": "Kochana mamo, wczoraj wieczorem dojechaliśmy szczęśliwie i mamy ładny pokój nad jeziorem. Pogoda jest"
    " piękna, a dzieci kąpią się przez cały dzień z dziadkiem.",
    "nor": "Kjære mor, vi kom vel fram i går kveld og har et vakkert rom ved sjøen. Været er nydelig, og barna bader"
    " hele dagen sammen med bestefar, som hilser så mye til dere alle.",
}


@pytest.mark.parametrize("written", TEXTS)
@pytest.mark.parametrize("expected", [("eng",), ("deu",), ("eng", "deu")])
def test_a_short_letter_is_enough_to_tell(written, expected):
    assert suggestion(TEXTS[written], expected) == ("" if written in expected else written)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Liebe Mutter, wir sind gut angekommen.",
        "Judge Samuel Leib, Horace Davis, Timothy Hopkins, Charles Lathrop, Whitelaw Reid, Joseph Grant, Leon Sloss,"
        " Frank Miller, Thomas Welton, William Newman, George Gray, Vanderlynn Stow",
        "Yaeeu ovn Mnsahtn tha orbh rcd wsa whiet wiht bolssmo whne ew cmae hmoe no Snudya nad yuro fhater wlakde"
        " wiht em dwno ot teh mlil nad sopke fo ntohign",
    ],
)
def test_too_little_names_and_a_bad_reading_tell_nothing(text):
    assert suggestion(text, ("eng",)) == ""
