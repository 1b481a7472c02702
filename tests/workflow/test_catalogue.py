from pathlib import Path

import pytest

from familytales.domain.errors import BadInput
from familytales.domain.provenance import Provenance
from familytales.workflow.catalogue import LARGEST, Descriptions, Row, read_descriptions

HEAD = "file,title,date,author,people,place,box,folder,item,note,kind,thread,order,language\n"


def described(folder: Path, text: str | bytes, name: str = "familytales.csv") -> Descriptions:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_descriptions([folder])


def test_a_row_says_all_there_is_to_say(tmp_path: Path) -> None:
    line = (
        '1943-letter,A letter home,1943-08~,Tom Hale,"Hale, Mabel; Ida",Harwich,3,2,14,torn,letter,The war,1.5,eng+de\n'
    )
    (row,) = described(tmp_path, HEAD + line).rows
    assert row == Row(
        (tmp_path / "1943-letter",),
        f"{tmp_path / 'familytales.csv'}, line 2,",
        "A letter home",
        "The war",
        1.5,
        {
            "author": "Tom Hale",
            "place": "Harwich",
            "kind": "letter",
            "date": "1943-08~",
            "people": ("Mabel Hale", "Ida"),
            "languages": ("eng", "deu"),
            "provenance": Provenance("3", "2", "14", "torn"),
        },
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheets_write_csv_in_their_own_ways(tmp_path: Path, separator: str, mark: str, end: str) -> None:
    lines = ["File| title |NOTE", 'a.jpg|"Tom|s ""letter"""|"two', 'lines"', "||", "b.jpg|Möwe".replace("|", separator)]
    text = mark + end.join(line.replace("|", separator) for line in lines) + end
    first, second = described(tmp_path, text).rows
    assert first.title == f'Tom{separator}s "letter"'
    assert first.facts["provenance"].note == "two\nlines"
    assert (second.places, second.title) == ((tmp_path / "b.jpg",), "Möwe")


def test_a_book_tells_about_itself_and_its_documents(tmp_path: Path) -> None:
    found = described(
        tmp_path,
        """
        title = "The Blue Door"
        author = ["Tom", "Ida"]
        languages = ["eng", "de"]
        [[document]]
        file = "cake"
        date = 1940
        people = ["Ida", "Hale, Tom"]
        [[document]]
        files = ["b.jpg", "a.jpg"]
        title = "Letter"
        order = 2
        date = 1943-08-14
        """,
        "book.toml",
    )
    assert found.book == {"title": "The Blue Door", "author": "Tom, Ida", "languages": ("eng", "deu")}
    cake, letter = found.rows
    assert cake.facts == {"date": "1940", "people": ("Ida", "Tom Hale")}
    assert letter.places == (tmp_path / "b.jpg", tmp_path / "a.jpg")
    assert (letter.title, letter.order, letter.facts) == ("Letter", 2.0, {"date": "1943-08-14"})


def test_what_the_outer_folder_says_about_the_book_counts(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "book.toml").write_text('title = "Inner"\nsubtitle = "More"')
    (tmp_path / "book.toml").write_text('title = "Outer"')
    assert read_descriptions([tmp_path, inner]).book == {"title": "Outer", "subtitle": "More"}


def test_a_name_is_found_however_its_accents_are_written(tmp_path: Path) -> None:
    found = described(tmp_path, "file,title\nMo\u0308we.jpg,x\nsub\\page.jpg,y\n./z/../w.jpg,z\n")
    assert [found.of(tmp_path / name) is not None for name in ("Möwe.jpg", "sub/page.jpg", "w.jpg", "v.jpg")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_nothing_beside_the_scans_says_nothing(tmp_path: Path) -> None:
    found = read_descriptions([tmp_path])
    assert (found.rows, found.book) == ((), {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["line 1", "no column file"]),
        ("title,date\n", ["line 1", "no column file"]),
        ("file,titel\n", ["line 1", "titel", "Use file, title"]),
        ("file,title,title\n", ["line 1", "title", "twice"]),
        ("file,date\na.jpg,1943\nb.jpg,Aug 1943\n", ["line 3", "column date", "Did you mean 1943-08?"]),
        ("file,language\na.jpg,eng+xx\n", ["line 2", "column language", "no language 'xx'"]),
        ("file,date\na.jpg,whenever\n", ["line 2", "column date", "1943~ (about)"]),
        ("file,order\na.jpg,first\n", ["line 2", "column order", "first"]),
        ("file,order\na.jpg,nan\n", ["line 2", "column order"]),
        ("file,title\n,A letter\n", ["line 2", "which file"]),
        ("file,title\na.jpg,one,two\n", ["line 2", "3 cells", "quotation marks"]),
        ('file,title\na.jpg,"open\n', ["cannot be read"]),
        ("file\n../secret.jpg\n", ["line 2", "column file", "outside its folder"]),
        ("file\n/etc/passwd\n", ["line 2", "outside its folder"]),
        ("file\nlink/passwd\n", ["line 2", "outside its folder"]),
        ("file\na\0b\n", ["line 2"]),
        ("file\na.jpg\n./a.jpg\n", ["line 3", "a.jpg a second time", "line 2"]),
        (b"file\n\xff\xfe\n", ["not UTF-8"]),
    ],
)
def test_a_bad_table_is_refused_in_plain_words(tmp_path: Path, text: str | bytes, words: list[str]) -> None:
    (tmp_path / "link").symlink_to("/etc")
    with pytest.raises(BadInput) as caught:
        described(tmp_path, text)
    told = str(caught.value)
    assert caught.value.remedy
    assert [word for word in [str(tmp_path / "familytales.csv"), *words] if word not in told] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = \n", ["not TOML", "line 1"]),
        ("titel = 'x'", ["titel"]),
        ("title = {a = 1}", ["title", "quotation marks"]),
        ("languages = [{}]", ["languages"]),
        ("document = 5", ["[[document]]"]),
        ("document = ['a']", ["[[document]]"]),
        ("[[document]]\ntitle = 'x'", ["document 1", "which file"]),
        ("[[document]]\nfile = 'a'\ntitel = 'x'", ["document 1", "titel"]),
        ("[[document]]\nfile = 'a'\n[[document]]\nfile = 'b'\ndate = '1943-13'", ["document 2", "key date"]),
        ("[[document]]\nfile = '../a'", ["document 1", "outside its folder"]),
        ("[[document]]\nfile = []", ["document 1", "which file"]),
        ("a = " + "[" * 20_000, ["not TOML"]),
    ],
)
def test_a_bad_book_is_refused_in_plain_words(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        described(tmp_path, text, "book.toml")
    assert caught.value.remedy
    assert [word for word in ["book.toml", *words] if word not in str(caught.value)] == []


def test_a_description_has_a_size(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="larger than 10 MB"):
        described(tmp_path, b"x" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("text", "names"),
    [('titel = "x"', "Use title, subtitle, author, languages, document."), ('[[document]]\nfiel = "a"', ", files.")],
)
def test_a_toml_with_a_slip_is_told_what_it_may_say(tmp_path: Path, text: str, names: str) -> None:
    with pytest.raises(BadInput) as caught:
        described(tmp_path, text, "book.toml")
    assert names in str(caught.value.remedy)
