"""What parts and fields of the tree are called where a correction is refused."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from documents import tree
from documents.wording import goal_number

FIELDS: dict[str, Promise] = {
    "municipality": gettext_lazy("What is known of the municipality"),
    "title": gettext_lazy("The title"),
    "year": gettext_lazy("The first year"),
    "last_year": gettext_lazy("The last year"),
    "kind": gettext_lazy("The kind"),
    "summary": gettext_lazy("The short description"),
    "notice": gettext_lazy("The note to the reader"),
    "theme_label": gettext_lazy("The word for a theme"),
    "theme_label_plural": gettext_lazy("The word for the themes"),
    "theme_group_label": gettext_lazy("The word for the level above a theme"),
    "theme_group_label_plural": gettext_lazy("The word for the level above the themes"),
    "theme_groups": gettext_lazy("The level above the themes"),
    "group": gettext_lazy("The level above that it belongs to"),
    "goal_label": gettext_lazy("The word for a goal"),
    "ambition_template": gettext_lazy("The heading of the will"),
    "actions_template": gettext_lazy("The heading of the actions"),
    "status_template": gettext_lazy("The heading of the status"),
    "challenge_template": gettext_lazy("The heading of the challenge"),
    "predecessor_year": gettext_lazy("The plan that this one continues"),
    "decisions": gettext_lazy("What has been decided"),
    "proposal": gettext_lazy("Whether it is a proposal"),
    "national_goals": gettext_lazy("The national goals"),
    "follow_up": gettext_lazy("The follow-up"),
    "figures_until": gettext_lazy("The day of the figures"),
    "above_year": gettext_lazy("The document above"),
    "above_series": gettext_lazy("The document above"),
    "carries_out": gettext_lazy("The goals of the document above that it carries out"),
    "predecessor_series": gettext_lazy("The plan that this one continues"),
    "series": gettext_lazy("The series"),
    "slug": gettext_lazy("The address"),
    "label": gettext_lazy("The label"),
    "body": gettext_lazy("The text"),
    "predecessor": gettext_lazy("What it continues"),
    "also_continues": gettext_lazy("What else it continues"),
    "path": gettext_lazy("The file's place"),
    "size": gettext_lazy("The file's size"),
    "sha256": gettext_lazy("The file"),
    "number": gettext_lazy("The number"),
    "short_title": gettext_lazy("The short title"),
    "ambition": gettext_lazy("The text of the will"),
    "actions": gettext_lazy("The text of the actions"),
    "status": gettext_lazy("The text of the status"),
    "challenge": gettext_lazy("The text of the challenge"),
    "target_groups": gettext_lazy("The target groups"),
    "change_reason": gettext_lazy("The reason for the change"),
    "text": gettext_lazy("The wording"),
    "note": gettext_lazy("The note"),
    "scope": gettext_lazy("Whether the goal is local or national"),
    "quality": gettext_lazy("How the goal is measured"),
    "targets": pgettext_lazy("a part's", "The targets"),
    "answers": gettext_lazy("The national goals that it answers"),
    "answer_text": gettext_lazy("The text of the answer to the national goals"),
    "responsible_unit": gettext_lazy("The responsible unit"),
    "partners": gettext_lazy("The partners"),
    "starts": gettext_lazy("The first day"),
    "ends": gettext_lazy("The last day"),
    "reason": gettext_lazy("The reason"),
    "service_area": gettext_lazy("The service area"),
    "introduction": gettext_lazy("The introduction"),
    "period_start": gettext_lazy("The period"),
    "period_end": gettext_lazy("The period"),
    "status_on": gettext_lazy("The day of the status"),
    "before": gettext_lazy("The chapters before the goals"),
    "after": gettext_lazy("The chapters after the goals"),
    "key_figures": gettext_lazy("The key figures"),
    "adoption": gettext_lazy("Who has decided it, and whose document it is"),
    "verdict": gettext_lazy("The verdict"),
    "computed": gettext_lazy("The computed verdict"),
    "goal": gettext_lazy("The goal that it is about"),
    "theme": gettext_lazy("The theme that it is about"),
}
"""A field that has no name here is refused all the same, under its own name in the tree."""


def field_name(name: str) -> str:
    return str(FIELDS.get(name, name))


def part_name(part: Any, place: str, plan: tree.PlanDocument) -> str:
    """With the names of the parts that it is in: "Tema 2 Unge › Mål 2.1"."""
    return f"{place} › {own_name(part, plan)}" if place else own_name(part, plan)


def own_name(part: Any, plan: tree.PlanDocument) -> str:
    match part:
        case tree.Theme():
            return f"{plan.theme_label} {part.printed_number} {part.title}"
        case tree.ThemeGroup():
            return f"{plan.group_name(part)} {part.title}"
        case tree.Goal():
            return f"{plan.goal_label} {goal_number(part, _theme_of(part, plan))}"
        case tree.Section():
            return _("Section “%(title)s”") % {"title": f"{part.label} {part.title}".strip()}
        case tree.KeyFigures():
            return _("Table “%(title)s”") % {"title": part.title}
        case tree.Strategy():
            return _("Strategy “%(title)s”") % {"title": part.title}
        case tree.Initiative():
            return _("Initiative “%(title)s”") % {"title": part.title}
        case tree.Attachment():
            return _("Annex “%(title)s”") % {"title": part.title}
        case tree.DroppedGoal():
            return _("Goal that is not continued, “%(title)s”") % {"title": part.text}
        case tree.DroppedTheme():
            return _("Theme that is not continued, “%(title)s”") % {"title": part.title}
        case tree.Assessment():
            theme = plan.theme(part.goal.theme)
            number = f"{theme.printed_number}.{part.goal.number}" if theme else str(part.goal.number)
            return _("Assessment of goal %(number)s") % {"number": number}
    return type(part).__name__


def _theme_of(goal: tree.Goal, plan: tree.PlanDocument) -> tree.Theme | None:
    return next((theme for theme in plan.themes if any(each is goal for each in theme.goals)), None)
