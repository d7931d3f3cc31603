"""What a municipality has done in public, newest first: published, corrected, reported, proposed and withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from plans.standard.characters import standard_characters, standard_line
from publishing.domain.published_editions import withdrawal_of
from publishing.models import Edition, Withdrawal
from publishing.numbering import EditionNumber

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Event:
    """`path` leads to it, and with the part after # is what it is known by for ever. The texts have no character that
    XML cannot have: one in a note would leave every reader without the feed."""

    path: str
    municipality: str
    title: str
    kind: str
    text: str
    at: datetime


def events(municipality: str = "") -> list[Event]:
    """Two queries. A proposal that search engines shall leave out is left out here, too."""
    editions = Edition.objects.filter(noindex=False)
    withdrawals = Withdrawal.objects.filter(edition__noindex=False).defer("edition__document_json")
    if municipality:
        editions = editions.filter(municipality_slug=municipality)
        withdrawals = withdrawals.filter(edition__municipality_slug=municipality)
    newest = editions.light().with_withdrawal().order_by("-published_at", "-pk")[:NEWEST]
    gone = withdrawals.select_related("edition__withdrawal").order_by("-withdrawn_at", "-pk")[:NEWEST]
    found = [*map(_published, newest), *map(_withdrawn, gone)]
    return sorted(found, key=lambda event: (event.at, event.path), reverse=True)[:NEWEST]


def _published(edition: Edition) -> Event:
    gone = withdrawal_of(edition) is not None
    note = _("It has been withdrawn since.") if gone else edition.change_note
    return Event(
        edition.get_absolute_url(),
        standard_line(edition.municipality_name),
        standard_line(f"{edition.municipality_short_name}: {edition.shown_title} ({edition.name})"),
        _kind(edition),
        standard_characters(note),
        edition.published_at,
    )


def _kind(edition: Edition) -> str:
    if edition.is_proposal:
        return _("Proposal")
    if edition.label.correction:
        return _("Correction")
    if edition.label != EditionNumber(1):
        return _("New edition")
    return _("Follow-up") if edition.follow_up_id else _("Plan")


def _withdrawn(withdrawal: Withdrawal) -> Event:
    edition: Edition = withdrawal.edition
    title = _("Withdrawn: %(title)s (%(edition)s)")
    named = {"title": edition.shown_title, "edition": edition.name}
    return Event(
        f"{edition.get_absolute_url()}#trukket-tilbage",
        standard_line(edition.municipality_name),
        standard_line(f"{edition.municipality_short_name}: {title % named}"),
        _("Withdrawal"),
        standard_characters(withdrawal.reason),
        withdrawal.withdrawn_at,
    )
