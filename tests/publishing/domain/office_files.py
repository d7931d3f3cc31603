"""Office files made for tests: the least that the programs write, and one thing more."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "application/vnd.openxmlformats-officedocument"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Part = str | bytes


def archive(parts: dict[str, Part]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return content.getvalue()


def relations(*rows: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


def relation(kind: str, target: str, mode: str = "") -> str:
    outside = ' TargetMode="External"' if mode else ""
    return f'<Relationship Id="r1" Type="{LINK}/{kind}" Target="{target}"{outside}/>'


def types(overrides: dict[str, str], defaults: dict[str, str]) -> str:
    known = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    rows = [
        *(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in (known | defaults).items()),
        *(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()),
    ]
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{space}">{"".join(rows)}</Types>'


def docx(
    body: str = "<w:p/>",
    parts: dict[str, Part] | None = None,
    kinds: dict[str, str] | None = None,
    defaults: dict[str, str] | None = None,
    links: str = "",
) -> bytes:
    main = "word/document.xml"
    return archive(
        {
            "[Content_Types].xml": types(
                {main: f"{OFFICE}.wordprocessingml.document.main+xml", **(kinds or {})}, defaults or {}
            ),
            "_rels/.rels": relations(relation("officeDocument", main)),
            main: f'<w:document xmlns:w="{WORD}" xmlns:o="urn:o"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": relations(links),
            **(parts or {}),
        }
    )


def xlsx(
    cells: str = "",
    parts: dict[str, Part] | None = None,
    kinds: dict[str, str] | None = None,
    defaults: dict[str, str] | None = None,
    links: str = "",
    names: str = "",
) -> bytes:
    book, sheet = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    known = {
        book: f"{OFFICE}.spreadsheetml.sheet.main+xml",
        sheet: f"{OFFICE}.spreadsheetml.worksheet+xml",
    }
    return archive(
        {
            "[Content_Types].xml": types(known | (kinds or {}), defaults or {}),
            "_rels/.rels": relations(relation("officeDocument", book)),
            book: f'<workbook xmlns="{SHEET}"><sheets/><definedNames>{names}</definedNames></workbook>',
            "xl/_rels/workbook.xml.rels": relations(relation("worksheet", "worksheets/sheet1.xml"), links),
            sheet: f'<worksheet xmlns="{SHEET}"><sheetData><row>{cells}</row></sheetData></worksheet>',
            **(parts or {}),
        }
    )


def opened(kind: str, body: str = "", parts: dict[str, Part] | None = None) -> bytes:
    """An OpenDocument file. `kind`: text or spreadsheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw", "script", "manifest")
    )
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:scripts/>'
            f"<office:body>{body}</office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}/>",
            "Configurations2/accelerator/current.xml": "",
            **(parts or {}),
        }
    )
