"""Office files: each part must be of a kind that holds text, figures or pictures. What is not known, and all
that runs, fetches or is opened by another program, is refused."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from zlib import error as ZlibError

from publishing.domain.scanning.archive import Archive, Attributes, opened
from publishing.domain.scanning.faults import (
    CARRIES,
    FETCHES,
    LOCKED,
    RUNS,
    SAVE_AS_PDF,
    TOO_LARGE,
    WRONG_TYPE,
    Clock,
    Fault,
    FoundError,
    TooLargeError,
    found,
)

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How the office files of before 2007 begin, and those of today when a password locks them."""
PROGRAMS = (
    OLD_OFFICE,
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"L\0\0\0\x01\x14\x02\0",
    b"%PDF-",
    b"PK\x03\x04",
    b"{\\rtf",
)
"""How files begin that another program opens, a shortcut of Windows among them."""

# Office Open XML ------------------------------------------------------------------------------------------
MAIN_TYPE: Mapping[str, tuple[str, str]] = {
    ".docx": (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    ".xlsx": (
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
}
OF_TEXT = re.compile(
    r"application/vnd\.openxmlformats-(package|officedocument)\.[a-z.+-]+"
    r"|application/vnd\.ms-office\.(chartstyle|chartcolorstyle|chartex|classificationlabels)\+xml"
    r"|application/vnd\.ms-office\.drawingml\.diagramdrawing\+xml"
    r"|application/vnd\.ms-excel\.(person|threadedcomments|slicer|slicercache|rdrichvalue[a-z]*)\+xml"
    r"|application/vnd\.ms-word\.[a-z]*(styles|comments)[a-z]*\+xml"
    r"|image/(png|jpe?g|gif|bmp|tiff|x-emf|x-wmf|svg\+xml|vnd\.ms-photo)"
    r"|application/(xml|x-fontdata)"
)
NOT_TEXT = re.compile(
    r"macro|vba|activex|control|oleobject|externallink|connections|querytable|dialogsheet|webextension"
    r"|mailmerge|recipients|attachedtoolbars|keymap|customization|usershapes|printersettings|addin|template"
)
RUN_BY = re.compile(
    r"macro|vba|activex|/control$|oleobject|externallink|connections$|querytable|dialogsheet|webextension"
    r"|mailmerge|recipientdata|attachedtoolbars|extensibility|subdocument|/frame$|afchunk"
)
SETTINGS_OF_PRINTERS = "printersettings"
ENDINGS = {
    *(".xml", ".rels", ".vml", ".odttf", ".fntdata"),
    *(".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svg"),
}
WORKBOOKS = re.compile(r"(word|xl|ppt)/embeddings/[^/]+\.xlsx")
"""The figures behind a chart."""
FIELD = "\x01"
"""Stands where a field begins."""
FIELDS = re.compile(
    r"\x01\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\s", re.I
)
FORMULAS = re.compile(
    r"\b(WEBSERVICE|CALL|EXEC|REGISTER|REGISTER\.ID|RTD|DDE|SQL\.REQUEST)\s*\(|^[^\w\"]*\w+\|'|'(file|https?|ftp|smb):",
    re.I,
)
PIECES = 40
"""Of a field that are kept while one inside it is read."""
OPENED_BY_OTHERS = {"oleObject", "OLEObject", "control", "ddeLink", "oleLink", "altChunk"}
CALCULATED = {"f", "definedName", "formula1", "formula2", "formula"}
SCHEMES = {"http", "https", "mailto", "tel"}

# OpenDocument ---------------------------------------------------------------------------------------------
MIME: Mapping[str, bytes] = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
OPEN_PARTS = re.compile(
    r"mimetype|(object \d+/)?(content|styles|meta|settings)\.xml|meta-inf/(manifest|documentsignatures)\.xml"
    r"|manifest\.rdf|layout-cache|thumbnails/[^/]+\.png|fonts/[^/]+\.(ttf|otf)|objectreplacements/[^/.]+"
    r"|(object \d+/)?pictures/[^/]+\.(png|jpe?g|gif|bmp|tiff?|svg|svm|emf|wmf)"
)
OPEN_RUNNING = {
    *("event-listener", "script", "execute-macro", "plugin", "applet", "object-ole", "floating-frame"),
    *("dde-source", "dde-connection", "dde-connection-decl", "dde-link", "auto-reload"),
    *("database-source-sql", "database-source-table", "database-source-query"),
}


def fault_of_office(handle: BinaryIO, path: str) -> Fault:
    try:
        _look_through(handle, PurePosixPath(path).suffix.lower(), Clock(), inside=False)
    except FoundError as error:
        return error.fault
    except TooLargeError:
        return TOO_LARGE
    except (ZlibError, ValueError, RecursionError):
        return WRONG_TYPE
    return None


def _look_through(handle: BinaryIO, ending: str, clock: Clock, *, inside: bool) -> None:
    begin = handle.read(4)
    if begin == OLD_OFFICE:
        raise FoundError(LOCKED)
    if begin != b"PK\x03\x04":  # also an archive behind something else, which is that as well
        raise FoundError(WRONG_TYPE)
    handle.seek(0)
    with opened(handle, clock) as archive:
        if any(entry.flag_bits & 1 for entry in archive.names.values()):
            raise FoundError(LOCKED)
        if ending in MIME:
            _open_document(archive, ending)
        else:
            _office_open(archive, ending, inside=inside)


def _office_open(archive: Archive, ending: str, *, inside: bool) -> None:
    types = _types(archive)
    main, kind = MAIN_TYPE[ending]
    if main not in archive.names:
        raise FoundError(WRONG_TYPE)
    for name in archive.names:
        if not name.endswith("/") and name != "[content_types].xml":
            _part(archive, name, types.get(name) or types.get(_ending(name), ""), inside=inside)
    if types.get(main) != kind:
        raise FoundError(WRONG_TYPE)


def _types(archive: Archive) -> dict[str, str]:
    """By part, and by ending for those that are not named."""
    types: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").lower()
        if name.endswith(" Default"):
            types[f".{attributes.get('Extension', '').lower()}"] = kind
        elif name.endswith(" Override"):
            types[attributes.get("PartName", "").lower().lstrip("/")] = kind

    if "[content_types].xml" not in archive.names:
        raise FoundError(WRONG_TYPE)
    archive.xml("[content_types].xml", start)
    return types


def _ending(name: str) -> str:
    """Also of `_rels/.rels`."""
    return f".{name.rpartition('.')[2]}"


def _part(archive: Archive, name: str, kind: str, *, inside: bool) -> None:
    begin, ending = archive.first(name), _ending(name)
    if WORKBOOKS.fullmatch(name) and begin.startswith(b"PK\x03\x04") and not inside:
        _look_through(BytesIO(archive.content(name)), ".xlsx", archive.clock, inside=True)
        return
    if SETTINGS_OF_PRINTERS in kind and not begin.startswith(PROGRAMS):
        return
    if ending not in ENDINGS or begin.startswith(PROGRAMS):
        raise found(RUNS if "vba" in name or "macro" in name else CARRIES, name, SAVE_AS_PDF)
    if NOT_TEXT.search(kind) or not OF_TEXT.fullmatch(kind):
        raise found(RUNS, kind or name, SAVE_AS_PDF)
    if kind == "application/xml" and not name.startswith(("customxml/", "docprops/")):
        raise found(RUNS, name, SAVE_AS_PDF)
    if ending == ".rels":
        archive.xml(name, _relationship)
    elif ending == ".xml":
        _xml_part(archive, name)


def _relationship(name: str, attributes: Attributes) -> None:
    if not name.endswith(" Relationship"):
        return
    kind = attributes.get("Type", "").lower()
    if RUN_BY.search(kind):
        raise found(RUNS, kind.rpartition("/")[2], SAVE_AS_PDF)
    if attributes.get("TargetMode", "").lower() == "external" and not _is_link(
        kind, attributes.get("Target", "")
    ):
        raise found(FETCHES, attributes.get("Target", ""), SAVE_AS_PDF)


def _is_link(kind: str, target: str) -> bool:
    """To a page of the web, a mail address, or a place in the file."""
    return kind.endswith("/hyperlink") and (_is_inside(target) or _scheme(target) in SCHEMES)


def _xml_part(archive: Archive, name: str) -> None:
    """The words of a field and of a formula may be written in pieces."""
    field: list[str] = []
    formula: list[str] = []
    inside = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        inside = tag.rpartition(" ")[2]
        formula.clear()
        if inside == "fldChar":
            field[:] = [*field[-PIECES:], FIELD]
        elif inside == "fldSimple":
            _refuse(FIELDS, FIELD + next((v for k, v in attributes.items() if k.endswith("instr")), ""))
        elif inside in OPENED_BY_OTHERS:
            raise found(RUNS, inside, SAVE_AS_PDF)
        elif inside == "definedName" and "auto_" in attributes.get("name", "").lower():
            raise found(RUNS, attributes["name"], SAVE_AS_PDF)

    def text(content: str) -> None:
        if inside == "instrText":
            field.append(content)
            _refuse(FIELDS, "".join(field))
        elif inside in CALCULATED:
            formula.append(content)
            _refuse(FORMULAS, "".join(formula))

    archive.xml(name, start, text)


def _refuse(words: re.Pattern[str], written: str) -> None:
    if call := words.search(f"{written} "):
        raise found(FETCHES, call[0].strip(" \x01"), SAVE_AS_PDF)


def _open_document(archive: Archive, ending: str) -> None:
    if "mimetype" not in archive.names or archive.content("mimetype").strip() != MIME[ending]:
        raise FoundError(WRONG_TYPE)
    if "content.xml" not in archive.names:
        raise FoundError(WRONG_TYPE)
    for name, entry in archive.names.items():
        if name.endswith("/") or (name.startswith("configurations2/") and not entry.file_size):
            continue
        if not OPEN_PARTS.fullmatch(name):
            raise found(RUNS, name, SAVE_AS_PDF)
        if archive.first(name).startswith(PROGRAMS):
            raise found(CARRIES, name, SAVE_AS_PDF)
        if name.endswith(".xml"):
            archive.xml(name, _element)


def _element(name: str, attributes: Attributes) -> None:
    tag = name.rpartition(" ")[2]
    if tag in OPEN_RUNNING:
        raise found(RUNS, tag, SAVE_AS_PDF)
    if tag == "encryption-data":
        raise FoundError(LOCKED)
    for key, value in attributes.items():
        own = key.rpartition(" ")[2]
        if own == "formula":
            _refuse(FORMULAS, value.partition(":=")[2] or value)
        elif own == "href" and not _is_inside(value) and not (tag == "template" or _is_page(tag, value)):
            raise found(FETCHES, value, SAVE_AS_PDF)


def _is_page(tag: str, target: str) -> bool:
    return tag == "a" and _scheme(target) in SCHEMES


def _is_inside(target: str) -> bool:
    """In the file, or beside it: no address of another machine."""
    return not _scheme(target) and not target.strip().startswith(("/", "..", "\\"))


def _scheme(target: str) -> str:
    return target.strip().partition(":")[0].lower() if ":" in target.partition("/")[0] else ""
