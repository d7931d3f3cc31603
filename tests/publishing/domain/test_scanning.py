"""Files made for the purpose: what each is, whatever it is called."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from plans.validators import ATTACHMENT_TYPES
from publishing.domain.scanning import LOCKED, NOT_THERE, RUNS, UNKNOWN_TYPE, WRONG_TYPE, fault_of


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, password: str = "") -> bytes:
    content = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        change(made)
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        made.save(content, encryption=lock)
    return content.getvalue()


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def on_opening(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = SCRIPT


def launching(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def by_name(made: pikepdf.Pdf) -> None:
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))


def on_a_page(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = pikepdf.Dictionary(O=SCRIPT)


def opened_at_a_place(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])


def archive(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return content.getvalue()


def picture(kind: str) -> bytes:
    content = BytesIO()
    Image.new("RGB", (4, 3), "red").save(content, kind)
    return content.getvalue()


SOUND = {
    "a.pdf": pdf(),
    "b.pdf": pdf(opened_at_a_place),
    "a.docx": archive("[Content_Types].xml", "word/document.xml"),
    "a.xlsx": archive("xl/workbook.xml"),
    "a.odt": archive("mimetype", "content.xml"),
    "a.ods": archive("content.xml"),
    "a.txt": "Æblegrød\n".encode(),
    "a.csv": "kommune;værdi\r\nHerning;3,5\r\n".encode("cp1252"),
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "A.JPEG": picture("JPEG"),
}
FAULTY = {
    "word.pdf": (archive("word/document.xml"), WRONG_TYPE),
    "empty.pdf": (b"", WRONG_TYPE),
    "script.pdf": (pdf(on_opening), RUNS),
    "launch.pdf": (pdf(launching), RUNS),
    "named.pdf": (pdf(by_name), RUNS),
    "page.pdf": (pdf(on_a_page), RUNS),
    "locked.pdf": (pdf(password="hemmelig"), LOCKED),
    "locked.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 60, LOCKED),
    "text.docx": (b"Hej", WRONG_TYPE),
    "sheet.docx": (archive("xl/workbook.xml"), WRONG_TYPE),
    "macro.docx": (archive("word/document.xml", "word/vbaProject.bin"), RUNS),
    "macro.ods": (archive("content.xml", "Basic/Standard/Module1.xml"), RUNS),
    "program.xlsx": (archive("xl/workbook.xml", "xl/media/x.exe"), RUNS),
    "program.txt": (b"MZ\x90", WRONG_TYPE),
    "zip.csv": (archive("x"), WRONG_TYPE),
    "binary.csv": (b"a;b\0", WRONG_TYPE),
    "jpeg.png": (picture("JPEG"), WRONG_TYPE),
    "svg.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", WRONG_TYPE),
    "page.html": (b"<script>alert(1)</script>", UNKNOWN_TYPE),
    "none": (b"", UNKNOWN_TYPE),
}


def stored(name: str, content: bytes) -> str:
    return default_storage.save(f"bilag/{name}", ContentFile(content))


@pytest.mark.parametrize("name", SOUND)
def test_file_that_is_what_it_is_called_may_be_published(name: str) -> None:
    assert fault_of(stored(name, SOUND[name])) is None


@pytest.mark.parametrize("name", FAULTY)
def test_file_that_is_not_is_named_with_its_fault(name: str) -> None:
    content, fault = FAULTY[name]
    assert fault_of(stored(name, content)) == str(fault)


@pytest.mark.parametrize("path", ["bilag/findes-ikke.pdf", "../../etc/passwd", "/etc/passwd", "", "bilag"])
def test_file_that_is_not_there_is_said_to_be_missing(path: str) -> None:
    assert fault_of(path) == NOT_THERE


def test_file_that_was_replaced_is_scanned_anew() -> None:
    path = stored("x.pdf", pdf())
    assert fault_of(path) is None
    default_storage.delete(path)
    assert default_storage.save(path, ContentFile(b"noget helt andet")) == path
    assert fault_of(path) == str(WRONG_TYPE)


def test_every_type_that_may_be_uploaded_is_scanned() -> None:
    assert {name[name.index(".") :].lower() for name in SOUND} >= ATTACHMENT_TYPES
