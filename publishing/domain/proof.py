"""The chain of proof: one for the installation, each entry with the checksum of the one before.

Whoever keeps one entry's checksum, the head, can check for every entry up to it whether anything has been
changed, taken out or put in. `docs/proof.md` says what that proves and what it does not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from documents.tree import PlanDocument
from publishing.checksum import sha256
from publishing.domain.edition_files import StoredFile, files_of
from publishing.enums import ProofKind
from publishing.models import Edition, EditionFile, ProofEntry, Rendition, Withdrawal

BEGINNING = "0" * 64
"""What the first entry has in place of a checksum before it."""
ADVISORY_LOCK = int.from_bytes(b"proof")
"""PostgreSQL's name for the lock under which an entry is added."""

Facts = dict[str, Any]

OF_EDITION = (
    *("plan_id", "follow_up_id", "series", "number", "correction", "title", "change_note"),
    *("published_at", "published_by_id", "document_sha256"),
    *("pdf", "pdf_sha256", "pdf_size", "pdf_pages"),
    *("municipality_slug", "municipality_name", "municipality_short_name", "accent"),
    *("year", "last_year", "themes"),
    *("report_slug", "report_kind", "basis_id"),
)
OF_WITHDRAWAL = ("edition_id", "reason", "withdrawn_at", "withdrawn_by_id", "in_force_id")
OF_RENDITION = (
    *("edition_id", "kind", "subject", "against_id", "made_at"),
    *("pdf", "pdf_sha256", "pdf_size", "pdf_pages"),
)
"""Who is named by the number of the account: an exported chain holds nobody's name."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry's number and checksum; 0 where there is none yet."""

    sequence: int = 0
    sha256: str = BEGINNING

    @property
    def groups(self) -> list[str]:
        """The checksum as it is read aloud and compared."""
        return [self.sha256[start : start + 8] for start in range(0, len(self.sha256), 8)]


def head() -> Head:
    last = ProofEntry.objects.order_by("-sequence").values_list("sequence", "sha256").first()
    return Head(*last) if last else Head()


def record_edition(edition: Edition, document: PlanDocument, printed: Head | None = None) -> None:
    """The files that it consists of, and its entry; in the transaction that stores it. `printed` is the head
    that is printed in its PDF. Raises `OSError` and `ChangedFileError` where a file is not as named."""
    files = list(files_of(document, edition.plan.municipality_id))
    EditionFile.objects.bulk_create(
        EditionFile(edition=edition, path=file.path, sha256=file.sha256, size=file.size) for file in files
    )
    append(ProofKind.EDITION, edition.pk, {**facts_of_edition(edition, files), **facts_of_head(printed)})


def record_without_files(editions: Iterable[Edition]) -> None:
    """The entries of many at once, in the transaction that stores them."""
    _keep_others_out()
    last, entries = head(), []
    for edition in editions:
        entry = _entry(last, ProofKind.EDITION, edition.pk, facts_of_edition(edition, ()))
        entries.append(entry)
        last = Head(entry.sequence, entry.sha256)
    ProofEntry.objects.bulk_create(entries)


def record_withdrawal(withdrawal: Withdrawal) -> None:
    append(ProofKind.WITHDRAWAL, withdrawal.pk, facts_of(withdrawal, OF_WITHDRAWAL))


def record_rendition(rendition: Rendition, printed: Head | None = None) -> None:
    append(ProofKind.RENDITION, rendition.pk, {**facts_of(rendition, OF_RENDITION), **facts_of_head(printed)})


def append(kind: ProofKind, subject: int, facts: Mapping[str, Any]) -> ProofEntry:
    _keep_others_out()
    entry = _entry(head(), kind, subject, facts)
    entry.save()
    return entry


def _keep_others_out() -> None:
    """One at a time, in the transaction of what it records: whoever comes second waits until the first
    has committed. SQLite took its lock at BEGIN."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an entry belongs to the transaction that it records")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])


def _entry(last: Head, kind: ProofKind, subject: int, facts: Mapping[str, Any]) -> ProofEntry:
    """The one after `last`, not stored."""
    content = canonical(facts)
    sequence, previous = last.sequence + 1, last.sha256
    return ProofEntry(
        sequence=sequence,
        kind=kind,
        subject=subject,
        content=content,
        previous=previous,
        sha256=sha256(line_of(sequence, kind, subject, content, previous)),
    )


def line_of(sequence: int, kind: str, subject: int, content: str, previous: str) -> str:
    """What is exported of an entry, and what its checksum is of: canonical JSON, without the line's end."""
    return (
        f'{{"content":{content},"kind":{canonical(kind)},"previous":{canonical(previous)},'
        f'"sequence":{sequence},"subject":{subject}}}'
    )


def canonical(value: Any) -> str:
    """One text for one value, whatever database it has been in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_of_edition(edition: Edition, files: Iterable[StoredFile | EditionFile]) -> Facts:
    named = sorted(({"path": f.path, "sha256": f.sha256, "size": f.size} for f in files), key=canonical)
    series = {"plan_series": edition.plan_series} if edition.plan_series else {}
    proposal = {"proposal": True, "noindex": edition.noindex} if edition.is_proposal else {}
    until = facts_of(edition, ("report_until",) if edition.report_until else ())
    return {**facts_of(edition, OF_EDITION), **series, **proposal, **until, "files": named}


def facts_of(row: Any, names: Iterable[str]) -> Facts:
    return {name: _plain(getattr(row, name)) for name in names}


def facts_of_head(printed: Head | None) -> Facts:
    return {"printed_entry": printed.sequence, "printed_head": printed.sha256} if printed else {}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if value is None or isinstance(value, int | list):
        return value
    return str(value)


def export() -> Iterator[str]:
    """The chain as JSON Lines, one entry each. The SHA-256 of a line without its end is the entry's
    checksum."""
    for entry in ProofEntry.objects.order_by("sequence").iterator(chunk_size=200):
        yield line_of(entry.sequence, entry.kind, entry.subject, entry.content, entry.previous)
