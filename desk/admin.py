"""The admin's pages that need more than one room.

A plan's page shows its themes and goals, a theme's page its goals, and both know whether they have been
published; `plans` and `themes` may not import `goals` and `publishing`. So this room, which may import all,
completes their classes with inlines and hooks, and registers them.
"""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import follow_up_admin  # noqa: F401 registers the page of a follow-up
from desk.domain.theme_order import number_in_order, runs_of
from desk.hooks import AddressHooks, EditionHooks, InitiativeHooks, PartHooks, PublishingHooks
from desk.part_admin import GoalInline, RowsWithGoals
from goals.admin import ThemeAnswerInline, has_national_goals
from goals.admin_key_figures import ShownKeyFiguresInline
from goals.admin_targets import TargetInline
from goals.models import AnnualGoal
from plans.admin import (
    AttachmentInline,
    DeadlineInline,
    DecisionInline,
    PlanAdmin,
    RecipientInline,
    SectionAdmin,
    SectionInline,
)
from plans.admin_base import PortalAdmin, TabularRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import AddressedRows, PositionedRows
from plans.admin_hooks import hooks
from plans.admin_policy import STAYS_OPEN, Permissions, Policy, Scope, policies
from plans.domain.owning_plan import plan_around
from plans.models import Municipality, Plan, Section, Series
from publishing.domain.archiving import has_history
from publishing.models import Edition
from publishing.numbering import EditionNumber
from themes.admin import StrategyAdmin, ThemeAdmin
from themes.admin_base import plan_added_to
from themes.models import Initiative, Strategy, Theme, ThemeGroup

admin.site.site_header = admin.site.site_title = gettext_lazy("Employment plans")
admin.site.index_title = gettext_lazy("Write and publish")

policies[Edition] = Policy(
    Scope(("plan__municipality",), shows_archived=True),
    Permissions(add=None, change=None, delete=()),
    STAYS_OPEN,
)


class ThemeRows(AddressedRows, RowsWithGoals):
    pass


class ThemeInline(TabularRows):
    """The list; will, goals and actions are written on each theme's own page."""

    model = Theme
    formset = ThemeRows
    fields = ["number", "title", "short_title"]


class PlanGoalInline(GoalInline):
    classes = ["collapse"]
    verbose_name_plural = gettext_lazy("goals of the whole plan")


class PlanStrategyInline(TabularRows):
    model = Strategy
    formset = PositionedRows
    fields = ["position", "title", "responsible_unit"]
    classes = ["collapse"]
    verbose_name_plural = gettext_lazy("strategies of the whole plan")


class PlanHooks(PublishingHooks):
    def address_instead_of_delete(self, row: Plan) -> str:
        """What has a history can be archived instead."""
        return reverse("desk-archive", args=[row.pk]) if has_history(row) else ""


hooks.update(
    {Municipality: AddressHooks(), Series: AddressHooks(), Plan: PlanHooks(), Edition: EditionHooks()}
)
hooks[Initiative] = InitiativeHooks()
hooks.update(dict.fromkeys([Section, ThemeGroup, Theme, Strategy, AnnualGoal], PartHooks()))


@admin.register(Plan)
class PlanDesk(PlanAdmin):
    change_form_template = "desk/change_form.html"
    list_display = [*PlanAdmin.list_display, "edition"]
    inlines = [
        SectionInline,
        ThemeInline,
        PlanGoalInline,
        PlanStrategyInline,
        DecisionInline,
        AttachmentInline,
        DeadlineInline,
        RecipientInline,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        of_plan = Edition.objects.filter(plan=OuterRef("pk"), follow_up=None)
        newest = of_plan.last_of_each().order_by("is_proposal")
        rows: QuerySet[Plan] = super().get_queryset(request)
        return rows.annotate(
            edition_number=Subquery(newest.values("number")[:1]),
            edition_correction=Subquery(newest.values("correction")[:1]),
            edition_date=Subquery(newest.values("published_at")[:1]),
            edition_is_proposal=Subquery(newest.values("is_proposal")[:1]),
        )

    @admin.display(description=gettext_lazy("newest edition"), ordering="edition_date")
    def edition(self, plan: Any) -> str:
        if plan.edition_number is None:
            return _("not published")
        number = str(EditionNumber(plan.edition_number, plan.edition_correction))
        if plan.edition_is_proposal:
            number = capfirst(_("proposal %(number)s") % {"number": number})
        return f"{number}, {date(localtime(plan.edition_date), 'DATE_FORMAT')}"


@admin.register(Theme)
class ThemeDesk(ThemeAdmin):
    inlines = [ThemeAnswerInline, GoalInline, *ThemeAdmin.inlines, ShownKeyFiguresInline]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new one below a level above the themes comes before those of the next level, in number too."""
        super().save_model(request, obj, form, change)
        if not change and obj.group_id:
            number_in_order(runs_of(obj.plan))
            obj.refresh_from_db(fields=["number"])

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A theme of a year without national goals is asked for no answer to them. A page that is sent says
        what it asked when it was opened, which was before its plan was known."""
        inlines = super().get_inlines(request, obj)
        if obj is None and request.method == "POST":
            asked = "answer-TOTAL_FORMS" in request.POST
        else:
            plan = plan_around(obj) or plan_added_to(request, self.model)
            asked = bool(plan and has_national_goals(plan))
        if asked:
            return inlines
        return [inline for inline in inlines if inline is not ThemeAnswerInline]


@admin.register(Section)
class SectionDesk(SectionAdmin):
    inlines = [ShownKeyFiguresInline]


@admin.register(Strategy)
class StrategyDesk(StrategyAdmin):
    inlines = [*StrategyAdmin.inlines, TargetInline]


@admin.register(Edition)
class EditionAdmin(PortalAdmin):
    """Read-only: an edition is made by publishing and ended by withdrawing, and never changed."""

    list_display = ["title", "municipality_name", "label", "published_at", "publisher", "state"]
    list_select_related = ["published_by", "withdrawal__in_force"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["title", "municipality_name", "change_note"]
    date_hierarchy = "published_at"
    ordering = ["-published_at"]
    change_form_template = "desk/edition.html"
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["title", "plan", "follow_up", "label", "change_note", "state"]}),
        (None, {"fields": [("published_at", "publisher")]}),
        (
            gettext_lazy("Checksums"),
            {"fields": ["document_sha256", "pdf_sha256", ("pdf_size", "pdf_pages")]},
        ),
    ]
    readonly_fields = ["label", "publisher", "state"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("document_json", "withdrawal__in_force__document_json")

    @admin.display(description=gettext_lazy("published by"), ordering="published_by")
    def publisher(self, edition: Edition) -> str:
        """As words: the column itself would link to a page that members may not open."""
        return str(edition.published_by or "")

    @admin.display(description=gettext_lazy("edition"), ordering="number")
    def label(self, edition: Edition) -> str:
        return edition.name if edition.is_proposal else str(edition.label)

    @admin.display(description=gettext_lazy("state"))
    def state(self, edition: Edition) -> str:
        if not hasattr(edition, "withdrawal"):
            return _("published")
        when = date(localtime(edition.withdrawal.withdrawn_at), "DATE_FORMAT")
        withdrawn = _("withdrawn %(date)s: %(reason)s") % {"date": when, "reason": edition.withdrawal.reason}
        if (again := edition.withdrawal.again) is None:
            return withdrawn
        since = _("Edition %(number)s was in force again from then on.") % {"number": again.label}
        return f"{withdrawn} {since}"
