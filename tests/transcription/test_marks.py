import pytest

from familytales.transcription.marks import joined


def texts(lines):
    return [word.text for word in lines[0].words]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("purse strings ; they", "purse strings; they"),
        ("merchant ?” said", "merchant?” said"),
        ("; they give", "; they give"),
        ("why ? ! she", "why? ! she"),
        ("one . two , three", "one . two , three"),
        ("said :-- and", "said :-- and"),
    ],
)
def test_a_mark_that_stands_alone_belongs_to_the_word_before(line, read, meant):
    assert texts(joined([line(read)], ("eng",))) == meant.split(" ")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("his “ Anatomy of", "his “Anatomy of"),
        ("“ ‘ Come", "“ ‘Come"),
        ("said “", "said “"),
        ("a “ — b", "a “ — b"),
        ('in " the', 'in " the'),
    ],
)
def test_a_quotation_mark_that_opens_belongs_to_the_word_behind(line, read, meant):
    assert texts(joined([line(read)], ("eng",))) == meant.split(" ")


def test_the_word_grows_by_its_mark_and_is_no_surer_than_it(line):
    apart = line("strings ;")
    word, mark = apart.words
    (found,) = joined([apart], ("eng",))[0].words
    assert (found.box.left, found.box.right) == (word.box.left, mark.box.right)
    assert found.confidence == min(word.confidence, mark.confidence)


def test_a_mark_far_from_any_word_and_french_ones_stay_alone(line):
    assert texts(joined([line("strings ;", gap=60)], ("eng",))) == ["strings", ";"]
    assert texts(joined([line("utilisateurs ;")], ("eng", "fra"))) == ["utilisateurs", ";"]
