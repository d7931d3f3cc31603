"""A document's figures: as pictures, and as what they say of a goal."""

from django import template
from django.utils import formats
from django.utils.translation import gettext as _

from documents.charts import of_targets
from documents.charts.sparks import sparks
from documents.charts.strip import strip
from documents.figure_cutoff import has_later_figures, targets_at_start
from documents.key_figures import Shown, shown_of
from documents.once import once_of
from documents.same_goals import measured_in
from documents.tree import KeyFigures, PlanDocument, Target
from documents.wording import short_verdict
from documents.year_tables import measures_of

register = template.Library()
register.filter("strip_of", strip)
register.filter("sparks_of", sparks)
register.filter("short_verdict", short_verdict)
register.simple_tag(measures_of)
register.simple_tag(measured_in)


@register.simple_tag
def shown_key_figures(table: KeyFigures) -> Shown:
    return shown_of(table)


@register.simple_tag
def charts_of(
    document: PlanDocument, targets: tuple[Target, ...], shown_in: PlanDocument | None = None
) -> tuple[of_targets.Chart, ...]:
    """Of the figures that the document is based on; `shown_in` is the one whose page it is, if another."""
    return once_of(
        "charts",
        (document, targets, shown_in),
        lambda: of_targets.charts_of(document, targets_at_start(document, targets), shown_in),
    )


@register.simple_tag
def figure_sentences(document: PlanDocument, targets: tuple[Target, ...]) -> list[str]:
    """As of which day they are, where the plan states it; and that later ones are left out, where the
    edition holds such."""
    said = []
    stated = document.figures_until if document.follow_up is None else None
    if stated and any(target.figures for target in targets_at_start(document, targets)):
        day = formats.date_format(stated, "j. F Y")
        said.append(_("Figures as of %(day)s.") % {"day": day})
    if has_later_figures(document, targets):
        said.append(_("Later figures belong to the follow-up and are not shown here."))
    return said
