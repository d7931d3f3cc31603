"""The admin's page of a follow-up: a form for each goal of the plan's edition, with the verdict that the
figures give and fields for the municipality's own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.hooks import PublishingHooks
from documents.tree import Computed
from goals.domain.follow_ups import address_for, period_of, period_within, stored_period, title_of
from goals.domain.periods import LONGEST, label, typed
from goals.enums import FollowUpKind
from goals.models import Assessment, FollowUp, FollowUpSection, ReportDecision
from plans.admin import DECISION_FIELDS
from plans.admin_base import PortalAdmin, StackedRows, TabularRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import FROM_TITLE, ModelForm, PositionedRows, Rows, make_optional
from plans.admin_hooks import Hooks, hooks
from plans.admin_policy import APPROVED_BY_ITSELF, Policy, Scope, policies
from plans.domain.slugs import free_slug
from plans.models import Plan
from publishing.domain.basis import GoalToJudge, begin, goals_to_judge

policies[FollowUp] = Policy(Scope(("plan__municipality",)), lock=APPROVED_BY_ITSELF)

Goals = Mapping[str, GoalToJudge]
"""By the goal's key in the edition, in printed order."""


class AssessmentForm(ModelForm):
    """A hidden field names the goal by its key in the edition."""

    goals: ClassVar[Goals] = {}
    goal_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["goal_key"] = self.instance.goal_key

    @property
    def heading(self) -> str:
        """ "Mål 1.2: Flere unge …", also of a row that is not stored yet."""
        goal = self.goals.get(self.instance.goal_key)
        if goal:
            words = {"number": goal.label, "text": Truncator(goal.text).chars(80)}
            return _("Goal %(number)s: %(text)s") % words
        return str(self.instance) if self.instance.pk else _("Goal")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        goal = self.goals.get(data.get("goal_key", ""))
        if goal is None and not self.instance.pk:
            self.add_error(
                None, _("The goal is not in the edition that the follow-up is of. Open the page again.")
            )
        elif goal is not None:
            row = self.instance
            row.theme_slug, row.number, row.goal_id = goal.ref.theme, goal.ref.number, goal.row
        return data


class AssessmentRows(Rows):
    """There is an empty row for each goal without an assessment; without a verdict and a text it is not
    stored."""

    goals: ClassVar[Goals] = {}
    named_by = ("goal_key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {row.goal_key for row in self.get_queryset()}
        self.waiting = [goal for key, goal in self.goals.items() if key not in there]
        self.initial_extra = [{"goal_key": goal.ref.key} for goal in self.waiting]
        self.extra = len(self.waiting)

    def get_queryset(self) -> Any:
        """In printed order."""
        if not hasattr(self, "_queryset"):
            rows, order = list(super().get_queryset()), list(self.goals)
            places = {key: number for number, key in enumerate(order)}
            self._queryset = sorted(rows, key=lambda row: places.get(row.goal_key, len(order)))
        return self._queryset

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """The row has its goal before it is saved, so that it can show what is said of the goal."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        number = i - self.initial_form_count()
        if 0 <= number < len(self.waiting):
            ref = self.waiting[number].ref
            form.instance.theme_slug, form.instance.number = ref.theme, ref.number
        return form


class AssessmentInline(StackedRows):
    model = Assessment
    form = AssessmentForm
    formset = AssessmentRows
    template = "desk/assessments.html"
    fields = ["computed", "verdict", "text", "reason", "goal_key"]
    readonly_fields = ["computed"]
    goals: Goals = {}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        rows: QuerySet[Assessment] = super().get_queryset(request)
        return rows.select_related("goal__theme").order_by("pk")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.goals = {goal.ref.key: goal for goal in goals_to_judge(obj)} if obj else {}
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.goals = formset.form.goals = self.goals
        return formset

    @admin.display(description=gettext_lazy("what the figures say"))
    def computed(self, assessment: Assessment) -> str | SafeString:
        """The goal in full; then the verdict with its rule."""
        goal = self.goals.get(assessment.goal_key)
        if goal is None:
            return _("The goal is not in the edition that the follow-up is of: the verdict is not published.")
        parts = [format_html("{} <q>{}</q>", goal.label, goal.text), *said(goal.computed)]
        if overrides_computed(assessment.verdict, goal):
            parts.append(format_html("<strong>{}</strong>", _("The verdict is another. Write the reason.")))
        return format_html(
            '<div class="computed">{}</div>', format_html_join("", "<p>{}</p>", ((part,) for part in parts))
        )


def said(computed: Computed | None) -> list[str]:
    if computed is None:
        return [_("The goal has no target, so there is nothing to compute.")]
    several = len(computed.results) > 1
    return [computed.sentence, *(each.sentence for each in computed.results if several)]


def overrides_computed(chosen: str, goal: GoalToJudge | None) -> bool:
    """Whether a person has chosen another verdict than the computed one."""
    return bool(chosen and goal and goal.computed and goal.computed.contradicts(chosen))


class ReportDecisionInline(StackedRows):
    model = ReportDecision
    fields = [
        *DECISION_FIELDS,
        ("annex_title", "annex"),
    ]
    classes = ["collapse"]


class ChapterRows(PositionedRows):
    """A new chapter gets its address, within the follow-up's page, from its title."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        taken = FollowUpSection.objects.filter(follow_up=self.instance).values_list("slug", flat=True)
        form.instance.slug = free_slug(form.instance.title, set(taken), "kapitel")
        return super().save_new(form, commit)


class ChapterInline(TabularRows):
    """The list; text, key figures and annex are on each chapter's own page."""

    model = FollowUpSection
    formset = ChapterRows
    fields = ["place", "position", "label", "title"]


class FollowUpForm(ModelForm):
    """The period is typed in words. A follow-up without a title gets one made from its period, and one without an
    address one made from its title."""

    period = forms.CharField(
        label=gettext_lazy("Period"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "A year, half-year, quarter or month. A final one may leave it empty: it is about the whole plan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields and self.instance.pk is None:
            self._ask_for_kind(kwargs.get("initial") or {})
        if "slug" in self.fields:
            make_optional(self.fields["slug"], FROM_TITLE)
        if "title" in self.fields:
            make_optional(self.fields["title"], gettext_lazy("Leave empty to make it from the period."))
        if period := period_of(self.instance):
            self.initial["period"] = typed(period)

    def _ask_for_kind(self, given: dict[str, Any]) -> None:
        """It is part of the address and is not changed later, so no kind is chosen beforehand."""
        self.fields["kind"].choices = [*BLANK_CHOICE_DASH, *FollowUpKind.choices]  # type: ignore[attr-defined]
        self.initial["kind"] = given.get("kind", "")

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"period_start", "period_end", "plan", "kind"}

    def _read_period(self, data: dict[str, Any], plan: Plan) -> None:
        """An interim one from before there were periods has none."""
        row, text = self.instance, data["period"]
        kind = data.get("kind", row.kind)
        if not text and row.pk and row.period_end is None:
            return
        try:
            period = period_within(plan, kind, text)
        except ValidationError as error:
            self.add_error("period", error)
            return
        row.period_start, row.period_end = stored_period(plan, kind, period) or (None, None)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        plan = data.get("plan") or (self.instance.plan if self.instance.plan_id else None)
        if plan and "period" in data and "kind" not in self.errors:
            self._read_period(data, plan)
        if plan and "title" in data and not data["title"]:
            kind, period = data.get("kind", self.instance.kind), period_of(self.instance)
            data["title"] = title_of(kind, period, data.get("status_on"), plan.years)
        if "slug" in data and not data["slug"] and plan and data.get("title"):
            row = FollowUp(
                pk=self.instance.pk, plan=plan, title=data["title"], kind=data.get("kind", self.instance.kind)
            )
            data["slug"] = address_for(row)
        return data


class FollowUpHooks(PublishingHooks):
    def saved(self, request: HttpRequest, row: FollowUp, formsets: Any) -> None:  # noqa: ARG002
        warn_about_overrides(request, row)

    def address_after_save(self, row: FollowUp) -> str:
        return f"{reverse('desk-plan', args=[row.plan_id])}#desk-follow-ups"


class ChapterHooks(Hooks):
    """A chapter's page leads back to its follow-up's."""

    def address_after_save(self, row: FollowUpSection) -> str:
        return f"{reverse('admin:goals_followup_change', args=[row.follow_up_id])}#sections-group"

    address_after_delete = address_after_save


hooks[FollowUp] = FollowUpHooks()
hooks[FollowUpSection] = ChapterHooks()


@admin.register(FollowUp)
class FollowUpAdmin(PortalAdmin):
    change_form_template = "desk/change_form.html"
    inlines = [ChapterInline, AssessmentInline, ReportDecisionInline]
    form = FollowUpForm
    fixed_fields = ["plan"]
    address_fields = ["slug", "kind"]
    list_display = ["title", "plan", "kind", "period_end", "state"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "kind", "state"]
    search_fields = ["title", "service_area", "introduction"]
    autocomplete_fields = ["plan"]
    fields = ["plan", "kind", ("period", "status_on"), "title", "slug", "service_area", "introduction"]

    @admin.display(description=gettext_lazy("Period"))
    def period(self, follow_up: FollowUp) -> str:
        """On a page that is only read; else it is a field of the form."""
        period = period_of(follow_up)
        return label(period) if period else _("The whole period")

    def save_model(self, request: HttpRequest, obj: FollowUp, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            begin(obj)


def warn_about_overrides(request: HttpRequest, follow_up: FollowUp) -> None:
    """What is written may be saved half finished; publishing will ask for what is missing here."""
    goals = {goal.ref.key: goal for goal in goals_to_judge(follow_up)}
    rows = follow_up.assessments.filter(reason="")
    overridden = {row.goal_key for row in rows if overrides_computed(row.verdict, goals.get(row.goal_key))}
    names = [f"{goal.label} {goal.text}" for key, goal in goals.items() if key in overridden]
    if names:
        text = ngettext(
            "A verdict is another than the one computed from the figures. Before it is published it needs a reason: %(goals)s",
            "Verdicts are others than those computed from the figures. Before they are published they need a reason: %(goals)s",
            len(names),
        )
        messages.warning(request, text % {"goals": "; ".join(names)})
