"""Whether the chain of proof hangs together, and whether the rows are what it says of them."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from publishing.checksum import sha256
from publishing.domain import proof
from publishing.domain.verifying.finding import Finding
from publishing.enums import ProofKind
from publishing.models import Edition, ProofEntry, Rendition, Withdrawal

BATCH = 100
MODELS: Mapping[str, type[Edition] | type[Withdrawal] | type[Rendition]] = {
    ProofKind.EDITION: Edition,
    ProofKind.WITHDRAWAL: Withdrawal,
    ProofKind.RENDITION: Rendition,
}


def of_chain() -> Iterator[Finding]:
    entries = ProofEntry.objects.order_by("sequence").iterator(chunk_size=BATCH)
    last = proof.Head()
    while batch := list(islice(entries, BATCH)):
        rows = _rows(batch)
        printed = _heads_of(batch)
        for entry in batch:
            faults = [*_faults_of_link(entry, last), *_faults_of_content(entry, rows, printed)]
            if faults:
                yield Finding(
                    name_of(entry.sequence, entry.kind, entry.subject, entry.content), tuple(faults)
                )
            last = proof.Head(entry.sequence, entry.sha256)
    if last.sequence and not Edition.objects.exists():
        yield Finding(_("The editions"), (_("There is no edition at all, but the chain of proof has some."),))
    for kind, model in MODELS.items():
        entered = ProofEntry.objects.filter(kind=kind, subject=OuterRef("pk"))
        for key in model.objects.filter(~Exists(entered)).values_list("pk", flat=True).order_by("pk"):
            name = f"{ProofKind(kind).label} {key}"
            yield Finding(name, (_("It is not in the chain of proof."),))


def name_of(sequence: int, kind: str, subject: int, content: str) -> str:
    """An entry in words, also where its row is gone."""
    facts = _facts(content) or {}
    title = " ".join(str(facts[name]) for name in ("municipality_name", "title") if name in facts)
    number = f" {facts['number']}.{facts['correction']}" if "number" in facts else f" {subject}"
    words = f"{ProofKind(kind).label}{number}" if kind in MODELS else kind
    named = f"{words}: {title}" if title else words
    return _("Entry %(number)s (%(what)s)") % {"number": sequence, "what": named}


def _faults_of_link(entry: ProofEntry, last: proof.Head) -> Iterator[str]:
    if entry.sequence != last.sequence + 1:
        yield _("The entry before it is missing.")
    elif entry.previous != last.sha256:
        yield _("It does not follow from the entry before.")
    line = proof.line_of(entry.sequence, entry.kind, entry.subject, entry.content, entry.previous)
    if sha256(line) != entry.sha256:
        yield _("The entry does not fit its checksum.")


def _faults_of_content(
    entry: ProofEntry, rows: Mapping[tuple[str, int], Any], printed: Mapping[int, str]
) -> Iterator[str]:
    facts, row = _facts(entry.content), rows.get((entry.kind, entry.subject))
    if facts is None:
        yield _("The entry cannot be read.")
        return
    if row is None:
        yield _("What it is about has been deleted.")
        return
    now = _facts_now(entry.kind, row)
    differing = [name for name, value in facts.items() if name in now and now[name] != value]
    if differing:
        yield _("Changed since: %(names)s.") % {"names": ", ".join(sorted(differing))}
    number = facts.get("printed_entry", 0)
    if number and printed.get(number) != facts.get("printed_head"):
        yield _("The head that its PDF prints is not in the chain.")


def _facts_now(kind: str, row: Any) -> proof.Facts:
    if kind == ProofKind.EDITION:
        return proof.facts_of_edition(row, row.files.all())
    return proof.facts_of(row, proof.OF_WITHDRAWAL if kind == ProofKind.WITHDRAWAL else proof.OF_RENDITION)


def _facts(content: str) -> proof.Facts | None:
    try:
        facts = json.loads(content)
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def _rows(batch: list[ProofEntry]) -> dict[tuple[str, int], Any]:
    found: dict[tuple[str, int], Any] = {}
    for kind, model in MODELS.items():
        wanted = [entry.subject for entry in batch if entry.kind == kind]
        rows = model.objects.filter(pk__in=wanted).order_by("pk")
        if model is Edition:
            rows = rows.defer("document_json").prefetch_related("files")
        found.update({(kind, row.pk): row for row in rows})
    return found


def _heads_of(batch: list[ProofEntry]) -> dict[int, str]:
    """The checksums of the entries that PDFs of this batch name."""
    named = {(_facts(entry.content) or {}).get("printed_entry", 0) for entry in batch}
    numbers = [number for number in named if isinstance(number, int)]
    rows = ProofEntry.objects.filter(sequence__in=numbers).order_by("sequence")
    return dict(rows.values_list("sequence", "sha256"))
