"""The further PDFs of an edition, with names and addresses on: what pages link to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q
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
    """That of the follow-up in force, else the plan's newest: as the page does, it shows the results. A permanent
    address is about its edition alone."""
    edition, report = open_edition.edition, open_edition.report
    own = Q(edition=edition)
    if report and open_edition.number is None:
        own |= Q(edition=report, against=edition)
    found = (
        Rendition.objects.filter(own)
        .served()
        .of(RenditionKind.THEME, slug)
        .order_by(F("edition__follow_up").desc(nulls_last=True), "-made_at", "-pk")
        .first()
    )
    if found is None:
        return None
    if report and found.edition_id == report.pk:
        url = Addresses(report).rendition(found.kind, slug)
        return RenditionLink(found, open_edition.theme(slug).title, url)
    return _link(found, open_edition.addresses)


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


def _theme_name(rendition: Rendition, edition: Edition) -> str:
    plan = rendition.against if edition.follow_up_id and rendition.against else edition
    title = next(str(theme["title"]) for theme in plan.themes if theme["slug"] == rendition.subject)
    return _("%(theme)s, with results") % {"theme": title} if rendition.against else title


def _name(rendition: Rendition, edition: Edition) -> str:
    if rendition.kind == RenditionKind.THEME:
        return _theme_name(rendition, edition)
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
