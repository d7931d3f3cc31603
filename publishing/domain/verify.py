"""Checks what is stored against its checksums: the promise that nothing has changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from documents.codec import UnreadableDocumentError, from_json
from publishing.models import Edition, Variant


@dataclass(frozen=True, slots=True)
class Finding:
    edition: Edition
    faults: tuple[str, ...]


def verify() -> Iterator[Finding]:
    """One finding for each edition, with no faults when all is as published."""
    editions = Edition.objects.order_by("pk").prefetch_related("variants")
    for edition in editions.iterator(chunk_size=20):
        yield Finding(edition, tuple(_faults(edition)))


def _faults(edition: Edition) -> Iterator[str]:
    if hashlib.sha256(edition.document_json.encode()).hexdigest() != edition.document_sha256:
        yield "JSON passer ikke med sin kontrolsum"
    try:
        from_json(edition.document_json)
    except UnreadableDocumentError as error:
        yield f"JSON kan ikke læses ({error})"
    yield from _faults_of_file(edition, "PDF")
    for variant in edition.variants.all():
        yield from _faults_of_file(
            variant, f"PDF ({variant.get_kind_display()} {variant.subject}".strip() + ")"
        )


def _faults_of_file(row: Edition | Variant, name: str) -> Iterator[str]:
    try:
        with row.pdf.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != row.pdf_sha256:
                yield f"{name} passer ikke med sin kontrolsum"
    except OSError as error:
        yield f"{name} kan ikke læses ({error.strerror})"
