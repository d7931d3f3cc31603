"""Checks what is stored against its checksums: the promise that nothing has changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from documents.codec import UnreadableDocumentError, from_json
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class Finding:
    edition: Edition
    faults: tuple[str, ...]


def verify() -> Iterator[Finding]:
    """One finding for each edition, with no faults when all is as published."""
    for edition in Edition.objects.order_by("pk").iterator(chunk_size=20):
        yield Finding(edition, tuple(_faults(edition)))


def _faults(edition: Edition) -> Iterator[str]:
    if hashlib.sha256(edition.document_json.encode()).hexdigest() != edition.document_sha256:
        yield "JSON passer ikke med sin kontrolsum"
    try:
        from_json(edition.document_json)
    except UnreadableDocumentError as error:
        yield f"JSON kan ikke læses ({error})"
    try:
        with edition.pdf.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != edition.pdf_sha256:
                yield "PDF passer ikke med sin kontrolsum"
    except OSError as error:
        yield f"PDF kan ikke læses ({error.strerror})"
