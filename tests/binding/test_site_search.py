import io
import json

from hypothesis import given
from hypothesis import strategies as st

from familytales.binding.passages import passages
from familytales.binding.site_search import SearchTexts, script_json
from familytales.domain.editions import Edition


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_and_cannot_end_its_script(text: str) -> None:
    made = script_json([text])
    assert json.loads(made) == [text]
    assert not set(made) & set("<>&\u2028\u2029")


def test_texts_are_kept_by_page(edition: Edition) -> None:
    file = io.StringIO()
    search = SearchTexts(file)
    content = edition.content(1)
    search.add(content, passages(content), "documents/x.html")
    search.close()
    made = file.getvalue().removeprefix("familyTalesTexts = ").removesuffix(";\n")
    ((title, url, facts, texts),) = json.loads(made.replace(",\n]", "\n]"))
    assert (title, url) == ("A Letter from the Farm", "documents/x.html")
    assert "Łódź" in facts
    assert [number for number, _ in texts] == [1, 2]
    # The word broken over two lines is found whole, furniture is not found at all.
    assert "the whole orchard stood" in texts[0][1]
    assert texts[0][1].endswith("It was the")
    assert texts[1][1].startswith("warmest spring")
