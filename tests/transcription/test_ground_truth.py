import os
from pathlib import Path

import pytest

from familytales.domain.errors import BadInput
from familytales.transcription import ground_truth

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page>
<ReadingOrder><OrderedGroup id="g">
 <RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/>
</OrderedGroup></ReadingOrder>
<TextRegion id="r1">
 <TextLine><TextEquiv index="1"><Unicode>wrong</Unicode></TextEquiv>
  <TextEquiv index="0"><Unicode>second line</Unicode></TextEquiv></TextLine>
 <TextLine><Word><TextEquiv><Unicode>word</Unicode></TextEquiv></Word>
  <Word><TextEquiv><Unicode>by word</Unicode></TextEquiv></Word></TextLine>
 <TextEquiv><Unicode>the region again</Unicode></TextEquiv>
</TextRegion>
<TextRegion id="r2"><TextLine><TextEquiv><Unicode>first &amp; line</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r3"><TextEquiv><Unicode>only as a region</Unicode></TextEquiv></TextRegion>
</Page></PcGts>"""
ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page><PrintSpace><TextBlock>
<TextLine><String CONTENT="A"/><SP/><String CONTENT="har" SUBS_TYPE="HypPart1"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="bour"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
LAUGHS = """<!DOCTYPE alto [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><alto>&b;</alto>"""
OUTSIDE = """<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<alto><TextLine><String CONTENT="&x;"/></TextLine></alto>"""


def read(folder: Path, data: str | bytes) -> str:
    path = folder / "page.xml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return ground_truth.read(path)


def test_page_xml_is_read_in_its_reading_order(tmp_path: Path) -> None:
    wanted = "first & line\nsecond line\nword by word\nonly as a region"
    assert read(tmp_path, PAGE) == wanted
    assert read(tmp_path, b"\xef\xbb\xbf\n" + PAGE.split("\n", 1)[1].encode()) == wanted


def test_alto_is_read_with_its_broken_words(tmp_path: Path) -> None:
    assert read(tmp_path, ALTO) == "A har-\nbour"


def test_text_is_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe\n") == "Grüße\n"
    assert read(tmp_path, b"") == ""


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (LAUGHS, "entities"),
        (OUTSIDE, "entities"),
        ("<!DOCTYPE alto><alto/>", "document type"),
        ("<alto>", "sound XML"),
        ('<?xml version="1.0" encoding="nonsense"?><alto/>', "sound XML"),
        ("<html/>", "neither"),
        (b"Gr\xfc\xdfe", "UTF-8"),
        ("x" * (ground_truth.LONGEST + 1), "more than any page"),
        (b" " * (ground_truth.LARGEST + 1), "larger than"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_truth_is_named_and_not_followed(tmp_path: Path, data: str | bytes, word: str) -> None:
    with pytest.raises(BadInput, match=word) as caught:
        read(tmp_path, data)
    assert "page.xml" in caught.value.message


def test_a_reading_order_nested_without_end_is_cut(tmp_path: Path) -> None:
    deep = "<OrderedGroup>" * 50_000 + "</OrderedGroup>" * 50_000
    assert read(tmp_path, PAGE.replace("<ReadingOrder>", f"<ReadingOrder>{deep}")).startswith("first & line")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    with pytest.raises(BadInput, match="no file"):
        ground_truth.read(tmp_path / "page.txt")
