"""The seven forms of a plan, made as they come: styled Word and OpenDocument, Markdown, Word without styles, a PDF with
banners, hyphenation and, by its facts, two columns or a contents list; that PDF as layout text, and Word's own text."""

import re
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from weasyprint import HTML

from tests.intake.shapes.source import Block, Source, source_of

FONTS = Path(__file__).parents[3] / "static" / "fonts" / "print"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TWIPS = {1: 44, 2: 30, 3: 24, 4: 22}
"""Half points of a heading in Word without styles."""


def pieces_of(text: str) -> list[tuple[str, bool]]:
    """The words, and whether they are bold."""
    return [(part, bool(at % 2)) for at, part in enumerate(text.split("**")) if part]


# Markdown and Word's text -----------------------------------------------------------------------------------
def markdown(source: Source) -> bytes:
    lines: list[str] = []
    before = ""
    for block in source.blocks:
        if lines and not (block.kind == before and block.kind in ("bullet", "numbered")):
            lines.append("")
        before = block.kind
        if block.kind == "table":
            lines += [f"| {' | '.join(row)} |" for row in block.rows[:1]]
            lines.append(f"|{'---|' * len(block.rows[0])}")
            lines += [f"| {' | '.join(row)} |" for row in block.rows[1:]]
        elif block.kind == "heading":
            lines.append(f"{'#' * block.level} {block.text}")
        elif block.kind == "paragraph":
            lines.append(re.sub(r"^(\d+)\. ", r"\1\\. ", block.text))
        else:
            sign = "-  " if block.kind == "bullet" else _sign(block)
            lines.append(f"{'    ' * (block.level - 1)}{sign} {block.text}")
    return ("\n".join(lines) + "\n").encode()


def words_text(source: Source) -> bytes:
    lines = []
    for block in source.blocks:
        text = block.text.replace("**", "")
        if block.kind == "table":
            lines += ["\t".join(cell.replace("**", "") for cell in row) for row in block.rows]
        elif block.kind == "bullet":
            lines.append("\t" * (block.level - 1) + f"•\t{text}")
        elif block.kind == "numbered":
            lines.append(f"{_sign(block)}\t{text}")
        else:
            lines.append(text)
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _sign(block: Block) -> str:
    return f"{block.label}." if block.label.isdigit() else f"{block.label})"


# Word -------------------------------------------------------------------------------------------------------
def _runs(text: str, size: int = 0, *, bold: bool = False) -> str:
    made = ""
    for words, strong in pieces_of(text):
        look = ("<w:b/>" if strong or bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
        for at, part in enumerate(words.split("\t")):
            tab = "<w:tab/>" if at else ""
            made += f'<w:r><w:rPr>{look}</w:rPr>{tab}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
    return made


def _styled(block: Block, number: int) -> str:
    style = f'<w:pStyle w:val="Heading{block.level}"/>' if block.kind == "heading" else ""
    if number:
        style = f'<w:numPr><w:ilvl w:val="{block.level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{style}</w:pPr>{_runs(block.text)}</w:p>"


def _unstyled(block: Block, _number: int) -> str:
    if block.kind == "heading":
        return f"<w:p>{_runs(block.text, TWIPS[block.level], bold=True)}</w:p>"
    mark = {"bullet": "•\t", "numbered": f"{_sign(block)}\t"}.get(block.kind, "")
    return f"<w:p>{_runs(mark + block.text)}</w:p>"


def _lists(blocks: list[Block]) -> list[list[Block]]:
    """Each list is counted by itself, as it is when somebody makes it by a click."""
    lists: list[list[Block]] = []
    before = None
    for block in blocks:
        if block.kind in ("bullet", "numbered"):
            goes_on = before is not None and before.kind == block.kind
            lists[-1].append(block) if goes_on else lists.append([block])
        before = block
    return lists


def _first(block: Block) -> int:
    return int(block.label) if block.label.isdigit() else ord(block.label or "a") - ord("a") + 1


def _word(source: Source, paragraph: Callable[[Block, int], str]) -> bytes:
    lists = _lists(source.blocks)
    number = {id(block): at for at, one in enumerate(lists, start=1) for block in one}
    body = "".join(
        _word_table(b) if b.kind == "table" else paragraph(b, number.get(id(b), 0)) for b in source.blocks
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 7)
    )
    kinds = ("bullet", "decimal", "lowerLetter")
    levels = {
        kind: "".join(
            f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{n + 1}."/></w:lvl>'
            for n in range(4)
        )
        for kind in kinds
    }
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels[kind]}</w:abstractNum>'
        for n, kind in enumerate(kinds, start=1)
    ) + "".join(f'<w:num w:numId="{n}">{_counted(one[0])}</w:num>' for n, one in enumerate(lists, start=1))
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    return _archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{types}</Types>",
            "_rels/.rels": _relations(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": _relations(styles="styles.xml", numbering="numbering.xml"),
            "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {WORD}>{numbering}</w:numbering>",
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        }
    )


def _counted(first: Block) -> str:
    kind = 1 if first.kind == "bullet" else 2 if first.label.isdigit() else 3
    return (
        f'<w:abstractNumId w:val="{kind}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{_first(first)}"/></w:lvlOverride>'
    )


def _word_table(block: Block) -> str:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p>{_runs(cell)}</w:p></w:tc>' for cell in row)}</w:tr>"
        for row in block.rows
    )
    return f"<w:tbl>{rows}</w:tbl>"


def _relations(**parts: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = "".join(
        f'<Relationship Id="r{n}" Type="{base}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(parts.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _archive(parts: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            head = "" if name == "mimetype" else '<?xml version="1.0" encoding="UTF-8"?>\n'
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, head + text, compress_type=kind)
    return made.getvalue()


# OpenDocument -----------------------------------------------------------------------------------------------
def open_document(source: Source) -> bytes:
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    formats = f'xmlns:fo="{OFFICE}:xsl-fo-compatible:1.0"'
    styles = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
        '<text:list-level-style-bullet text:level="2" text:bullet-char="◦"/></text:list-style>'
        '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
        '<text:list-style style:name="L3"><text:list-level-style-number text:level="1" style:num-format="a"/></text:list-style>'
    )
    content = (
        f'<office:document-content {names} {formats} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{_odf_body(source.blocks)}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    own = f'<office:document-styles {names} office:version="1.3"/>'
    return _archive(
        {"mimetype": kind, "content.xml": content, "styles.xml": own, "META-INF/manifest.xml": manifest}
    )


def _odf_body(blocks: list[Block]) -> str:
    made = ""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.kind == "heading":
            made += f'<text:h text:outline-level="{block.level}">{_spans(block.text)}</text:h>'
        elif block.kind == "paragraph":
            made += f"<text:p>{_spans(block.text)}</text:p>"
        elif block.kind == "table":
            rows = "".join(
                f"<table:table-row>{''.join(f'<table:table-cell><text:p>{_spans(c)}</text:p></table:table-cell>' for c in row)}</table:table-row>"
                for row in block.rows
            )
            made += f'<table:table><table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>{rows}</table:table>'
        else:
            group = [block]
            while at < len(blocks) and blocks[at].kind == block.kind:
                group.append(blocks[at])
                at += 1
            style = "L1" if block.kind == "bullet" else "L2" if block.label.isdigit() else "L3"
            items = _nested(
                group, f'<text:list text:style-name="{style}">', "</text:list>", "text:list-item", _odf_item
            )
            begins = f'<text:list-item text:start-value="{_first(block)}">'
            made += items.replace("<text:list-item>", begins, 1) if block.label else items
    return made


def _odf_item(block: Block) -> str:
    return f"<text:p>{_spans(block.text)}</text:p>"


def _nested(group: list[Block], opens: str, closes: str, item: str, words: Callable[[Block], str]) -> str:
    """A list with lists in its items."""
    made, at = opens, 0
    while at < len(group):
        block = group[at]
        at += 1
        below = []
        while at < len(group) and group[at].level > block.level:
            below.append(group[at])
            at += 1
        inner = _nested(below, opens, closes, item, words) if below else ""
        made += f"<{item}>{words(block)}{inner}</{item}>"
    return made + closes


def _spans(text: str) -> str:
    return "".join(
        f'<text:span text:style-name="B">{escape(words)}</text:span>' if bold else escape(words)
        for words, bold in pieces_of(text)
    )


# PDF --------------------------------------------------------------------------------------------------------
CSS = """
@font-face { font-family: Plex; src: url(FONTS/IBMPlexSans-Regular.ttf) }
@font-face { font-family: Plex; font-weight: bold; src: url(FONTS/IBMPlexSans-SemiBold.ttf) }
@page { size: A4; margin: 2.4cm 2.2cm; BANNER }
body { font: 11pt/1.35 Plex; hyphens: auto; text-align: justify }
h1 { font-size: 22pt } h2 { font-size: 15pt } h3 { font-size: 12pt } h4 { font-size: 11pt }
h1, h2, h3, h4 { text-align: left; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin: 1em 0 } td, th { border: 0.5pt solid; padding: 3pt 5pt; text-align: left }
.contents { list-style: none } .contents a::after { content: leader('.') target-counter(attr(href), page) }
"""


def pdf(source: Source) -> bytes:
    facts = source.facts
    where = source.fact("banner_at") or "top-left"
    banner = f'@{where} {{ content: "{source.fact("banner")}" }} @bottom-right {{ content: {source.fact("page") or "counter(page)"} }}'
    style = CSS.replace("FONTS", FONTS.as_uri()).replace("BANNER", banner)
    style += source.fact("css")
    if "columns" in facts:
        style += ".body { columns: 2; column-gap: 1cm } .body table { column-span: all }"
    if "breaks" in facts:
        style += "h2 { break-before: page }"
    body = _html(source.blocks)
    html = f'<html lang="da"><style>{style}</style>{_with_contents(source, body)}</html>'
    return HTML(string=html).write_pdf()  # type: ignore[no-any-return]


def _with_contents(source: Source, body: str) -> str:
    first, end, rest = body.partition("</h1>")
    columns = f'<div class="body">{rest}</div>'
    if "contents" not in source.facts:
        return f"{first}{end}{columns}"
    listed = "".join(
        f'<li><a href="#h{at}">{escape(block.text)}</a></li>'
        for at, block in enumerate(source.blocks)
        if block.kind == "heading" and block.level == 2
    )
    return f'{first}{end}<h2>Indhold</h2><ul class="contents">{listed}</ul>{columns}'


def _html(blocks: list[Block]) -> str:
    made, at = "", 0
    while at < len(blocks):
        block, number = blocks[at], at
        at += 1
        if block.kind == "heading":
            made += f'<h{block.level} id="h{number}">{_inline(block.text)}</h{block.level}>'
        elif block.kind == "paragraph":
            made += f"<p>{_inline(block.text)}</p>"
        elif block.kind == "table":
            head = "".join(f"<th>{_inline(cell)}</th>" for cell in block.rows[0])
            rows = "".join(
                f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in block.rows[1:]
            )
            made += f"<table><thead><tr>{head}</tr></thead>{rows}</table>"
        else:
            group = [block]
            while at < len(blocks) and blocks[at].kind == block.kind:
                group.append(blocks[at])
                at += 1
            name = "ul" if block.kind == "bullet" else "ol"
            lettered = "" if block.label.isdigit() or name == "ul" else ' style="list-style: lower-alpha"'
            made += _nested(group, f"<{name}{lettered}>", f"</{name}>", "li", lambda one: _inline(one.text))
    return made


def _inline(text: str) -> str:
    return "".join(f"<b>{escape(words)}</b>" if bold else escape(words) for words, bold in pieces_of(text))


def layout_text(source: Source) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        path.write_bytes(pdf(source))
        done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout


MAKERS: dict[str, Callable[[Source], bytes]] = {
    "docx": lambda source: _word(source, _styled),
    "odt": open_document,
    "md": markdown,
    "plain.docx": lambda source: _word(source, _unstyled),
    "pdf": pdf,
    "txt": layout_text,
    "word.txt": words_text,
}


@cache
def file_of(name: str, ending: str) -> bytes:
    return MAKERS[ending](source_of(name))
