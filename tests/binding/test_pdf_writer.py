import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.binding.pdf_writer import Name, PdfWriter, Ref, Value, number, serialised


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Ref(7), b"7 0 R"),
        (Name("Page"), b"/Page"),
        (True, b"true"),
        (12, b"12"),
        (0.1234, b"0.123"),
        (b"\x00\xff", b"<00ff>"),
        ("ß😀", b"<feff00dfd83dde00>"),
        ({"A": [1, Name("B")]}, b"<</A [1 /B]>>"),
        ([], b"[]"),
    ],
)
def test_values_are_written_as_pdf_wants_them(value: Value, written: bytes) -> None:
    assert serialised(value) == written


@given(st.floats(-1e9, 1e9))
def test_numbers_have_no_exponent_and_keep_three_decimals(value: float) -> None:
    text = number(value)
    assert "e" not in text
    assert text != "-0"
    assert float(text) == pytest.approx(value, abs=0.00051)


def test_what_is_written_can_be_read() -> None:
    file = io.BytesIO()
    writer = PdfWriter(file)
    pages = writer.reserve()
    page = writer.write({"Type": Name("Page"), "Parent": pages, "MediaBox": [0, 0, 100, 50], "Resources": {}})
    writer.write({"Type": Name("Pages"), "Kids": [page], "Count": 1}, pages)
    note = writer.stream({}, [b"one ", b"two"], 7)
    writer.finish(writer.write({"Type": Name("Catalog"), "Pages": pages, "Note": note}), writer.write({"Title": "T"}))
    with pikepdf.open(io.BytesIO(file.getvalue())) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.Root.Note.read_bytes() == b"one two"
        assert str(pdf.docinfo.Title) == "T"


def test_a_stream_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="5 bytes has 3"):
        PdfWriter(io.BytesIO()).stream({}, [b"abc"], 5)
