"""Each edition by itself: its text, its PDFs and its files against their checksums, and its number."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from documents.codec import UnreadableDocumentError, from_json
from documents.files import media_files
from documents.stamp import FILE_NAME
from documents.tree import PlanDocument
from publishing.checksum import sha256
from publishing.domain.edition_files import stored_file
from publishing.domain.verifying.finding import Finding
from publishing.enums import RenditionKind
from publishing.models import Edition, Rendition, TextPdf
from publishing.numbering import EditionNumber


def of_editions() -> Iterator[Finding]:
    editions = Edition.objects.order_by("series", "number", "correction").light()
    before = ("", EditionNumber(0))
    for edition in editions.iterator(chunk_size=100):
        faults = [*_faults_of_number(edition, before), *_faults(edition)]
        yield Finding(edition.get_absolute_url(), tuple(faults), is_edition=True)
        before = edition.series, edition.label


def _faults_of_number(edition: Edition, before: tuple[str, EditionNumber]) -> Iterator[str]:
    """1, 1.1, 1.2, 2: nothing is left out."""
    series, last = before
    if series != edition.series:
        last = EditionNumber(0)
    if edition.label not in (
        EditionNumber(last.number + 1),
        EditionNumber(last.number, last.correction + 1) if last.number else None,
    ):
        yield _("The edition before it is missing: the one before is number %(number)s.") % {"number": last}


def _faults(edition: Edition) -> Iterator[str]:
    # Not kept with the row, which goes only when Python collects its garbage.
    text = Edition.objects.values_list("document_json", flat=True).get(pk=edition.pk)
    if sha256(text) != edition.document_sha256:
        yield _("The JSON does not fit its checksum.")
    try:
        document = from_json(text)
    except UnreadableDocumentError as error:
        yield _("The JSON cannot be read: %(error)s") % {"error": error}
    else:
        yield from _faults_of_files(edition, document)
    yield from faults_of_pdf(edition, "PDF", edition.document_sha256)
    for rendition in edition.renditions.all():
        name = f"PDF ({rendition.get_kind_display()} {rendition.subject}".strip() + ")"
        inside = "" if rendition.kind == RenditionKind.PRESS else edition.document_sha256
        yield from faults_of_pdf(rendition, name, inside)


def _faults_of_files(edition: Edition, document: PlanDocument) -> Iterator[str]:
    rows = {file.path: file for file in edition.files.all()}
    for path, annex in media_files(document).items():
        if annex is not None and (path not in rows or rows[path].sha256 != annex.sha256):
            yield _("The annex that the text names is not among the edition's files: %(path)s") % {
                "path": path
            }
    for path, row in rows.items():
        try:
            stored = stored_file(default_storage, path)
        except OSError as error:
            yield _("The file cannot be read: %(path)s (%(error)s)") % {"path": path, "error": error.strerror}
            continue
        if stored is None:
            yield _("The file is gone: %(path)s") % {"path": path}
        elif (stored.sha256, stored.size) != (row.sha256, row.size):
            yield _("The file is not the one that was published: %(path)s") % {"path": path}


def faults_of_pdf(row: Edition | Rendition | TextPdf, name: str, inside: str) -> Iterator[str]:
    """`inside`: the checksum of the JSON that the PDF holds; empty where it holds none."""
    named = {"name": name}
    try:
        with row.pdf.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != row.pdf_sha256:
                yield _("%(name)s does not fit its checksum.") % named
            handle.seek(0)
            attached = _attached(handle)
    except OSError as error:
        yield _("%(name)s cannot be read: %(error)s") % {**named, "error": error.strerror or error}
        return
    if attached is None:
        yield _("%(name)s is no PDF that can be opened.") % named
    elif attached != ({FILE_NAME: inside} if inside else {}):
        yield _("%(name)s does not hold the text of the edition, or holds something else.") % named


def _attached(handle: Any) -> dict[str, str] | None:
    """The checksum of each attached file by its name, or None where it cannot be opened."""
    import pikepdf  # noqa: PLC0415 (slow import)

    try:
        with pikepdf.open(handle) as pdf:
            return {
                Path(name).name: hashlib.sha256(file.get_file().read_bytes()).hexdigest()
                for name, file in pdf.attachments.items()
            }
    except pikepdf.PdfError:
        return None
