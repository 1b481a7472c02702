import zipfile
from pathlib import Path

import pytest
from PIL import Image

from familytales.domain.errors import BadInput
from familytales.workflow.grouping import title_of
from familytales.workflow.plan import Grouping, ImportPlan, plan


def scan(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (8, 8)).save(path)


def bound(path: Path, pages: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *rest = [Image.new("L", (8, 8), 200) for _ in range(pages)]
    first.save(path, save_all=True, append_images=rest)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    return tmp_path / "family scans"


def planned(scans: Path, grouping: Grouping | None = None, title: str = "") -> ImportPlan:
    return plan([scans], scans.parent / "unpacked", grouping=grouping, title=title)


def outline(found: ImportPlan) -> list[tuple[str, list[str]]]:
    return [(document.title, [str(source.relative) for source in document.sources]) for document in found.documents]


def test_a_folder_is_a_document_in_natural_order(scans: Path) -> None:
    scan(scans / "b_letter" / "page10.png", scans / "b_letter" / "page2.png", scans / "a" / "x.png", scans / "c.png")
    scan(scans / "B.png")
    found = planned(scans)
    assert found.title == "family scans"
    assert outline(found) == [
        ("a", ["a/x.png"]),
        ("family scans", ["B.png", "c.png"]),
        ("b letter", ["b_letter/page2.png", "b_letter/page10.png"]),
    ]


def test_a_folder_may_be_named_by_the_way_up_to_it(scans: Path) -> None:
    scan(scans / "a.png")
    (scans / "familytales.csv").write_text("file,title\na.png,A letter\n")
    (scans.parent / "here").mkdir()
    found = plan([scans.parent / "here" / ".." / scans.name], scans.parent / "unpacked")
    assert outline(found) == [("A letter", ["a.png"])]


def test_each_file_and_every_few_pages(scans: Path) -> None:
    scan(*(scans / f"p{number}.png" for number in range(1, 6)))
    assert outline(planned(scans, Grouping(each_file=True)))[::4] == [("p1", ["p1.png"]), ("p5", ["p5.png"])]
    assert outline(planned(scans, Grouping(pages_each=2))) == [
        ("family scans 1", ["p1.png", "p2.png"]),
        ("family scans 2", ["p3.png", "p4.png"]),
        ("family scans 3", ["p5.png"]),
    ]


def test_a_bound_file_is_a_document_and_a_sheet_is_a_page(scans: Path) -> None:
    for suffix in ("tif", "pdf"):
        bound(scans / suffix / f"diary.{suffix}", 3)
        bound(scans / suffix / f"sheet1.{suffix}", 1)
        bound(scans / suffix / f"sheet2.{suffix}", 1)
    bound(scans / "lone" / "memoir.pdf", 2)
    assert outline(planned(scans)) == [
        ("lone", ["lone/memoir.pdf"]),
        ("diary", ["pdf/diary.pdf"]),
        ("pdf", ["pdf/sheet1.pdf", "pdf/sheet2.pdf"]),
        ("diary", ["tif/diary.tif"]),
        ("tif", ["tif/sheet1.tif", "tif/sheet2.tif"]),
    ]


def test_a_file_that_was_named_is_titled_by_its_name(scans: Path) -> None:
    scan(scans / "letter-home.png", scans / "other.png")
    found = plan([scans / "letter-home.png"], scans / "unpacked")
    assert outline(found) == [("letter home", ["letter-home.png"])]


def test_a_zip_is_like_a_folder(scans: Path, tmp_path: Path) -> None:
    scan(tmp_path / "page.png")
    scans.mkdir()
    with zipfile.ZipFile(scans / "shoebox.zip", "w") as archive:
        archive.write(tmp_path / "page.png", "1943/page.png")
        archive.write(tmp_path / "page.png", "loose.png")
        archive.writestr("familytales.csv", "file,title\n1943,The letter\n")
    (scans / "bad.zip").write_bytes(b"PK\x03\x04 and no more")
    found = planned(scans)
    assert outline(found) == [("The letter", ["1943/page.png"]), ("shoebox", ["loose.png"])]
    assert [source.path.name for source, _ in found.unusable] == ["bad.zip"]


def test_rows_describe_folders_and_files_and_set_the_order(scans: Path) -> None:
    scan(scans / "a" / "1.png", scans / "a" / "2.png", scans / "b" / "1.png", scans / "c.png", scans / "d.png")
    (scans / "familytales.csv").write_text(
        "file,title,date,thread,order\nb,Second,1944,War,2\na/2.png,First,1943,War,1\nc.png,,1950,,\n"
    )
    found = planned(scans)
    assert outline(found) == [
        ("First", ["a/2.png"]),
        ("Second", ["b/1.png"]),
        ("a", ["a/1.png"]),
        ("c", ["c.png"]),
        ("family scans", ["d.png"]),
    ]
    assert [document.thread for document in found.documents] == ["War", "War", "", "", ""]
    assert [document.fields() for document in found.documents][:2] == [{"date": "1943"}, {"date": "1944"}]
    assert [document.described for document in found.documents] == [True, True, False, True, False]
    assert found.warnings == ()


def test_several_files_are_one_document_where_the_book_says_so(scans: Path) -> None:
    scan(*(scans / f"{name}.png" for name in "abcd"))
    (scans / "book.toml").write_text(
        'title = "Ours"\nsubtitle = "1943"\n[[document]]\nfiles = ["c.png", "a.png", "gone.png"]\ntitle = "Letter"\n'
    )
    found = planned(scans)
    assert outline(found) == [("family scans", ["b.png", "d.png"]), ("Letter", ["c.png", "a.png"])]
    assert (found.title, found.book) == ("Ours", {"subtitle": "1943"})
    assert [warning.endswith("describes gone.png, which is not among the scans.") for warning in found.warnings] == [
        True
    ]
    assert planned(scans, title="Mine").title == "Mine"


def test_a_row_for_a_folder_of_several_documents_numbers_them(scans: Path) -> None:
    scan(scans / "cards" / "a.png", scans / "cards" / "b.png")
    (scans / "familytales.csv").write_text("file,title,kind\ncards,Recipe,recipe\n")
    found = planned(scans, Grouping(each_file=True))
    assert [document.title for document in found.documents] == ["Recipe 1", "Recipe 2"]
    assert {document.facts["kind"] for document in found.documents} == {"recipe"}


def test_a_description_in_a_sub_folder_counts(scans: Path) -> None:
    scan(scans / "box" / "letters" / "1.png")
    (scans / "box" / "familytales.csv").write_text("file,title\nletters,Found\n")
    assert [document.title for document in planned(scans).documents] == ["Found"]


def test_a_description_of_nothing_is_a_warning(scans: Path) -> None:
    scan(scans / "a.png")
    (scans / "familytales.csv").write_text("file,title\nb.png,Gone\n")
    (warning,) = planned(scans).warnings
    assert "familytales.csv, line 2, describes b.png, which is not among the scans." in warning


def test_only_what_is_finished_is_planned(scans: Path) -> None:
    scan(scans / "a.png", scans / "b.png")
    found = plan([scans], scans / "unpacked", only={scans / "a.png"})
    assert [names for _, names in outline(found)] == [["a.png"]]


def test_no_scans_are_said_plainly(scans: Path) -> None:
    scans.mkdir()
    with pytest.raises(BadInput, match=r"There are no scans in .*family scans"):
        planned(scans)
    with pytest.raises(BadInput, match="There is no file or folder"):
        planned(scans / "nowhere")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("1943-08_letter-home", "1943-08 letter home"),
        ("Apple cake", "Apple cake"),
        ("IMG_0042", "IMG 0042"),
        ("1914-18", "1914-18"),
        ("___", "Untitled"),
    ],
)
def test_titles_from_names(name: str, title: str) -> None:
    assert title_of(name) == title


@pytest.mark.parametrize(
    ("front", "back", "title"),
    [
        ("Ida 1920 front.png", "Ida 1920 back.png", "Ida 1920"),
        ("IMG_1a.png", "IMG_1b.png", "IMG 1"),
        ("IMG_0012_A.png", "IMG_0012_B.png", "IMG 0012"),
        ("leaf 7 recto.png", "leaf 7 verso.png", "leaf 7"),
        ("card-12r.png", "card-12v.png", "card-12"),
        ("Oma (front).png", "Oma (back).png", "Oma"),
        ("Opa_Vorderseite.png", "Opa_R\u00fcckseite.png", "Opa"),
        ("Opa2 Vorderseite.png", "Opa2 Ru\u0308ckseite.png", "Opa2"),
        ("front.png", "back.png", "family scans"),
    ],
)
def test_front_and_back_are_one_document(scans: Path, front: str, back: str, title: str) -> None:
    scan(scans / "Zebra.png", scans / back, scans / front)
    found = planned(scans, Grouping(each_file=True))
    assert (title, [front, back]) in outline(found)
    assert len(found.documents) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("1a.png", "1b.png", "1c.png"),
        ("Ida front.png", "Tom back.png"),
        ("going back.png", "coming.png"),
        ("Ida a.png", "Ida b.png"),
    ],
)
def test_what_only_looks_like_two_sides_stays_apart(scans: Path, names: tuple[str, ...]) -> None:
    scan(*(scans / name for name in names))
    assert len(planned(scans, Grouping(each_file=True)).documents) == len(names)


def test_a_front_comes_before_its_back_in_a_letter_too(scans: Path) -> None:
    scan(*(scans / "letter" / name for name in ("2 back.png", "2 front.png", "1 back.png", "1 front.png")))
    assert [name for _, names in outline(planned(scans)) for name in names] == [
        f"letter/{name}.png" for name in ("1 front", "1 back", "2 front", "2 back")
    ]


def test_files_that_are_no_scans_are_told_in_one_line(scans: Path) -> None:
    scan(scans / "a.png")
    for name in ("notes.txt", "b.docx", "c.mp3", "d.exe", ".DS_Store", "Thumbs.db", "._a.png", "book.toml"):
        (scans / name).write_text("")
    assert planned(scans).warnings == ("4 files are no scans and are left out: b.docx, c.mp3, d.exe and others.",)
    with zipfile.ZipFile(scans / "more.zip", "w") as archive:
        archive.write(scans / "a.png", "z.png")
        archive.write(scans / "notes.txt", "readme.txt")
    assert "5 files" in planned(scans).warnings[0]


def test_one_file_that_is_no_scan_is_named(scans: Path) -> None:
    scan(scans / "a.png")
    (scans / "notes.txt").write_text("eggs")
    assert planned(scans).warnings == ("1 file is no scan and is left out: notes.txt.",)
