"""Follow-ups: each goal of the plan with what the figures say of it, and beside it the municipality's own
verdict."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.domain import verdict
from goals.domain.assessing import departs, outcomes
from goals.models import AnnualGoal, Assessment, FollowUp
from plans.admin_base import MunicipalityAdmin, StackedRows
from plans.admin_closing import Closing
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import Rows, narrow


def goals_of(plan: int | None) -> QuerySet[AnnualGoal]:
    """In printed order: the plan's own, then each theme's."""
    rows = (
        AnnualGoal.objects.filter(Q(plan=plan) | Q(theme__plan=plan)) if plan else AnnualGoal.objects.none()
    )
    return rows.select_related("theme__plan__municipality", "plan__municipality").order_by(
        "plan_id", "theme__number", "number"
    )


class AssessmentRows(Rows):
    """A row stands ready for each goal that has no assessment yet; left without a verdict and
    without a text it is not stored."""

    waiting: ClassVar[Sequence[AnnualGoal]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = [{"goal": goal.pk} for goal in self.waiting]
        super().__init__(*args, **kwargs)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """The row knows its goal before it is saved, so that what is said of the goal can stand in it."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        place = i - self.initial_form_count()
        if 0 <= place < len(self.waiting):
            form.instance.goal = self.waiting[place]
        return form


class AssessmentInline(StackedRows):
    model = Assessment
    formset = AssessmentRows
    fields = ["goal", "computed", "verdict", "text", "reason"]
    readonly_fields = ["computed"]
    found: Mapping[int, verdict.Outcome] = {}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        rows: QuerySet[Assessment] = super().get_queryset(request)
        return rows.select_related("goal__theme").order_by(
            "goal__plan_id", "goal__theme__number", "goal__number"
        )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        goals = goals_of(obj.plan_id if obj else None)
        waiting = list(goals.exclude(assessments__follow_up=obj)) if obj else []
        self.found = outcomes(obj, timezone.localdate()) if obj else {}
        formset: Any = super().get_formset(request, obj, **{**kwargs, "extra": len(waiting)})
        formset.waiting = waiting
        narrow(formset.form, "goal", lambda _rows: goals)
        return formset

    @admin.display(description=gettext_lazy("what the figures say"))
    def computed(self, assessment: Assessment) -> str | SafeString:
        """The goal in full, for a choice shows its beginning; then the verdict with its rule."""
        if assessment.goal_id is None:
            return ""
        outcome = self.found.get(assessment.goal_id)
        parts = [format_html("<q>{}</q>", assessment.goal.text), *said(outcome)]
        if departs(assessment.verdict, outcome):
            parts.append(format_html("<strong>{}</strong>", _("The verdict is another. Write the reason.")))
        return format_html(
            '<div class="computed">{}</div>', format_html_join("", "<p>{}</p>", ((part,) for part in parts))
        )


def said(outcome: verdict.Outcome | None) -> list[str]:
    if outcome is None:
        return [_("The goal has no target, so there is nothing to compute.")]
    return [outcome.sentence, *(each.sentence for each in outcome.results if len(outcome.results) > 1)]


@admin.register(FollowUp)
class FollowUpAdmin(MunicipalityAdmin):
    municipality_paths = ["plan__municipality"]
    closing = Closing.NEVER
    fixed_fields = ["plan"]
    list_display = ["title", "plan", "kind"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "kind"]
    search_fields = ["title", "service_area", "introduction"]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("title", "kind"), "service_area", "introduction"]
    inlines = [AssessmentInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        tell_departures(request, form.instance)


def tell_departures(request: HttpRequest, follow_up: FollowUp) -> None:
    """What is written may be saved half finished; publishing will ask for what is missing here."""
    found = outcomes(follow_up, timezone.localdate())
    rows = follow_up.assessments.filter(reason="").select_related("goal__theme")
    names = [str(row.goal) for row in rows if departs(row.verdict, found.get(row.goal_id))]
    if names:
        text = ngettext(
            "A verdict is another than the one computed from the figures. Before it is published it needs a reason: %(goals)s",
            "Verdicts are others than those computed from the figures. Before they are published they need a reason: %(goals)s",
            len(names),
        )
        messages.warning(request, text % {"goals": "; ".join(names)})


@admin.register(Assessment)
class AssessmentAdmin(MunicipalityAdmin):
    municipality_paths = ["follow_up__plan__municipality"]
    closing = Closing.NEVER
    fixed_fields = ["follow_up", "goal"]
    list_display = ["goal", "verdict", "follow_up"]
    list_select_related = ["goal__theme", "follow_up__plan__municipality"]
    list_filter = ["verdict", MunicipalityFilter, YearFilter]
    search_fields = ["goal__text", "text"]
    autocomplete_fields = ["follow_up", "goal"]
    fields = ["follow_up", "goal", "verdict", "text", "reason"]
