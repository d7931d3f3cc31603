"""The further PDFs of an edition, with names and addresses on: what pages link to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from publishing.enums import VariantKind
from publishing.models import Edition, Variant
from publishing.models.edition import EditionQuerySet


@dataclass(frozen=True, slots=True)
class Paper:
    """`variant` knows its pages and size."""

    variant: Variant
    name: str
    url: str


def theme_paper(open_edition: OpenEdition, slug: str) -> Paper | None:
    found = open_edition.edition.variants.served().of(VariantKind.THEME, slug).first()
    return _paper(found, open_edition.addresses) if found else None


def goal_papers(open_edition: OpenEdition) -> list[Paper]:
    """Of the goals as adopted, and of how they went, where that has been reported."""
    editions = [open_edition.edition, *([open_edition.report] if open_edition.report else [])]
    variants = Variant.objects.filter(edition__in=editions).served().of(VariantKind.GOALS)
    found = {variant.edition_id: variant for variant in variants}
    addresses = [open_edition.addresses, *([Addresses(open_edition.report)] if open_edition.report else [])]
    return [_paper(found[there.edition.pk], there) for there in addresses if there.edition.pk in found]


def comparison_paper(before: Edition, after: Edition) -> Paper | None:
    variants = Variant.objects.filter(edition=after, against=before)
    found = variants.served().of(VariantKind.SINCE_PLAN).first()
    if found is None:
        return None
    found.against = before
    return _paper(found, Addresses(after))


def with_papers(editions: EditionQuerySet) -> EditionQuerySet:
    """One query more, for all of them; `papers_of` then makes none."""
    variants = Variant.objects.served().select_related("against").defer("against__document_json")
    return editions.prefetch_related(Prefetch("variants", variants, to_attr="served_variants"))


def papers_of(edition: Edition) -> list[Paper]:
    """In the order of the list of kinds, themes as in the plan, at the addresses that last."""
    there, themes = Addresses(edition, permanent=True), [theme["slug"] for theme in edition.themes]
    kinds = list(VariantKind)
    served: Iterable[Variant] = edition.served_variants  # type: ignore[attr-defined]
    ordered = sorted(
        served,
        key=lambda one: (
            kinds.index(VariantKind(one.kind)),
            themes.index(one.subject) if one.subject in themes else 0,
        ),
    )
    first = {(one.kind, one.subject): one for one in reversed(ordered)}
    return [_paper(one, there) for one in ordered if first[one.kind, one.subject] == one]


def _paper(variant: Variant, there: Addresses) -> Paper:
    return Paper(variant, _name(variant, there.edition), there.paper(variant.kind, variant.subject))


def _name(variant: Variant, edition: Edition) -> str:
    if variant.kind == VariantKind.THEME:
        return next(str(theme["title"]) for theme in edition.themes if theme["slug"] == variant.subject)
    if variant.kind == VariantKind.PRESS:
        return _("For the print shop (PDF/X-4 with bleed and marks)")
    if variant.kind == VariantKind.GOALS:
        return (
            _("The goals with results, for the meeting")
            if edition.follow_up_id
            else _("The goals for the meeting")
        )
    if variant.against is None:
        raise ValueError(f"{variant} compares with nothing")
    if variant.kind == VariantKind.SINCE_EDITION:
        return _("What has changed since edition %(number)s") % {"number": variant.against.label}
    return _("What has changed since %(title)s") % {"title": variant.against.title}
