"""The chain as it is now, compared with what somebody has kept of it."""

import json
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from publishing.checksum import sha256
from publishing.domain import proof
from publishing.domain.verifying.chain import name_of
from publishing.domain.verifying.finding import Finding
from publishing.models import ProofEntry

HEAD = re.compile(r"([0-9]{1,18})[ \t]+([0-9a-fA-F]{64})(?![^ \t])")
"""What is kept of a head: the entry's number and its checksum; what follows (a date) is not read."""


class UnreadableExportError(Exception):
    """The file holds something else; the message says in which line."""


def compare(lines: Iterable[str]) -> Iterator[Finding]:
    """`lines` are those of an export, or heads as somebody has kept them. Yields each entry that has been
    changed, taken out or put in between since. Raises `UnreadableExportError`."""
    exported: set[tuple[str, int]] = set()
    last, has_findings, is_empty = proof.Head(), False, True
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n")
        if not text:
            continue
        is_empty = False
        if text.startswith("{"):
            entry = _entry(text, number)
            if entry.previous != last.sha256 or entry.sequence != last.sequence + 1:
                raise UnreadableExportError(
                    _("Line %(number)d does not follow from the one before.") % {"number": number}
                )
            last = proof.Head(entry.sequence, entry.sha256)
            exported.add((entry.kind, entry.subject))
            fault = _fault(entry)
            name = name_of(entry.sequence, entry.kind, entry.subject, entry.content)
        else:
            head = _head(text, number)
            fault = _fault_of_head(head)
            name = _("Entry %(number)s") % {"number": head.sequence}
        if fault:
            has_findings = True
            yield Finding(name, (fault,))
    if is_empty:
        raise UnreadableExportError(_("The file names no entry."))
    for finding in _put_in(exported, last.sequence):
        has_findings = True
        yield finding
    if not has_findings and last.sequence and _fault_of_head(last):
        yield Finding(_("The chain of proof"), (_("The entries are in another order than in the file."),))


def _entry(text: str, number: int) -> ProofEntry:
    try:
        data = json.loads(text)
        entry = ProofEntry(
            sequence=int(data["sequence"]),
            kind=str(data["kind"]),
            subject=int(data["subject"]),
            content=proof.canonical(data["content"]),
            previous=str(data["previous"]),
            sha256=sha256(text),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableExportError(_("Line %(number)d cannot be read.") % {"number": number}) from error
    return entry


def _head(text: str, number: int) -> proof.Head:
    found = HEAD.match(text)
    if not found:
        raise UnreadableExportError(_("Line %(number)d cannot be read.") % {"number": number})
    return proof.Head(int(found[1]), found[2].lower())


def _fault(entry: ProofEntry) -> str:
    """Of what the entry says; that every checksum after a change is another one is not reported again."""
    now = ProofEntry.objects.filter(kind=entry.kind, subject=entry.subject).first()
    if now is None:
        return _("It has been removed from the chain since.")
    return "" if now.content == entry.content else _("It has been changed since.")


def _fault_of_head(head: proof.Head) -> str:
    if head == proof.Head():  # kept before there was an entry
        return ""
    now = ProofEntry.objects.filter(sequence=head.sequence).values_list("sha256", flat=True).first()
    if now is None:
        return _("It has been removed from the chain since.")
    return "" if now == head.sha256 else _("It, or an entry before it, has been changed since.")


def _put_in(exported: set[tuple[str, int]], last: int) -> Iterator[Finding]:
    if not exported:
        return
    entries = ProofEntry.objects.filter(sequence__lte=last).order_by("sequence")
    for entry in entries.iterator(chunk_size=100):
        if (entry.kind, entry.subject) not in exported:
            name = name_of(entry.sequence, entry.kind, entry.subject, entry.content)
            yield Finding(name, (_("It has been put in since, before entries that were there."),))
