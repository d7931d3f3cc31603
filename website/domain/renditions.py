"""The further PDFs of an edition, with names and addresses on: what pages link to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from publishing.enums import RenditionKind
from publishing.models import Edition, Rendition
from publishing.models.edition import EditionQuerySet


@dataclass(frozen=True, slots=True)
class RenditionLink:
    """`file` knows its pages and size."""

    file: Rendition
    name: str
    url: str


def theme_link(open_edition: OpenEdition, slug: str) -> RenditionLink | None:
    found = open_edition.edition.renditions.served().of(RenditionKind.THEME, slug).first()
    return _link(found, open_edition.addresses) if found else None


def goal_links(open_edition: OpenEdition) -> list[RenditionLink]:
    """Of the goals as adopted, and of how they went, where that has been reported."""
    editions = [open_edition.edition, *([open_edition.report] if open_edition.report else [])]
    renditions = Rendition.objects.filter(edition__in=editions).served().of(RenditionKind.GOALS)
    found = {rendition.edition_id: rendition for rendition in renditions}
    addresses = [open_edition.addresses, *([Addresses(open_edition.report)] if open_edition.report else [])]
    return [_link(found[there.edition.pk], there) for there in addresses if there.edition.pk in found]


def comparison_link(before: Edition, after: Edition) -> RenditionLink | None:
    renditions = Rendition.objects.filter(edition=after, against=before)
    found = renditions.served().of(RenditionKind.SINCE_PLAN).first()
    if found is None:
        return None
    found.against = before
    return _link(found, Addresses(after))


def with_renditions(editions: EditionQuerySet) -> EditionQuerySet:
    """One query more, for all of them; `rendition_links` then makes none."""
    renditions = Rendition.objects.served().select_related("against").defer("against__document_json")
    return editions.prefetch_related(Prefetch("renditions", renditions, to_attr="served_renditions"))


def rendition_links(edition: Edition) -> list[RenditionLink]:
    """In the order of the list of kinds, themes as in the plan, at the addresses that last."""
    there, themes = Addresses(edition, permanent=True), [theme["slug"] for theme in edition.themes]
    kinds = list(RenditionKind)
    served: Iterable[Rendition] = edition.served_renditions  # type: ignore[attr-defined]
    ordered = sorted(
        served,
        key=lambda one: (
            kinds.index(RenditionKind(one.kind)),
            themes.index(one.subject) if one.subject in themes else 0,
        ),
    )
    first = {(one.kind, one.subject): one for one in reversed(ordered)}
    return [_link(one, there) for one in ordered if first[one.kind, one.subject] == one]


def _link(rendition: Rendition, there: Addresses) -> RenditionLink:
    return RenditionLink(
        rendition, _name(rendition, there.edition), there.rendition(rendition.kind, rendition.subject)
    )


def _name(rendition: Rendition, edition: Edition) -> str:
    if rendition.kind == RenditionKind.THEME:
        return next(str(theme["title"]) for theme in edition.themes if theme["slug"] == rendition.subject)
    if rendition.kind == RenditionKind.PRESS:
        return _("For the print shop (PDF/X-4 with bleed and marks)")
    if rendition.kind == RenditionKind.GOALS:
        return (
            _("The goals with results, for the meeting")
            if edition.follow_up_id
            else _("The goals for the meeting")
        )
    if rendition.against is None:
        raise ValueError(f"{rendition} compares with nothing")
    if rendition.kind == RenditionKind.SINCE_EDITION:
        return _("What has changed since %(edition)s") % {"edition": rendition.against.name}
    return _("What has changed since %(title)s") % {"title": rendition.against.title}
