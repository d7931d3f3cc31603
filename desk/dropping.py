"""What may not simply be deleted, because it continues something and leaves it without: it is dropped, which asks
for the reason."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from desk.domain.dropping import orphaned_by, refuse_delete
from goals.domain.continued import Continuing
from goals.models import AnnualGoal
from plans.domain.parts import plan_of
from themes.models import Theme


def needing_reasons(rows: Any) -> list[Continuing]:
    """Of the goals and themes that would be deleted with the rows, those that alone continue something. A
    theme's reason is that of its goals."""
    themes = Theme.objects.filter(pk__in=[row.pk for row in rows if isinstance(row, Theme)])
    alone = [theme for theme in themes.select_related("plan", "predecessor__plan") if orphaned_by(theme)]
    of_rows = Q(pk__in=[row.pk for row in rows if isinstance(row, AnnualGoal)]) | Q(theme__in=themes)
    goals = AnnualGoal.objects.filter(of_rows, predecessor__isnull=False).exclude(theme__in=alone)
    related = ("theme__plan", "plan", "predecessor__theme__plan", "predecessor__plan")
    return [*alone, *(goal for goal in goals.select_related(*related) if orphaned_by(goal))]


def refusal(part: Continuing) -> str:
    """Leads to where it is dropped with a reason."""
    text = _("Drop the theme") if isinstance(part, Theme) else _("Drop the goal")
    return format_html('{} <a href="{}">{}</a>', refuse_delete(part), drop_address(part), text)


def drop_address(part: Continuing) -> str:
    name = "desk-drop-theme" if isinstance(part, Theme) else "desk-drop-goal"
    return reverse(name, args=[plan_of(part).pk, part.pk])
