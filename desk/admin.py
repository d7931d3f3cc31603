"""The admin's pages that need more than one room.

A plan's page shows its themes and goals, a theme's page its goals, and both know whether they have
been published; `plans` and `themes` may not look up to `goals` and `publishing`. So this room, which
may see all, takes their admins, adds to them, and registers the result in their place. The
alternative, `goals/admin.py` changing `ThemeAdmin.inlines`, would alter a class at a distance.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import date
from django.urls import URLPattern, path
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain import people
from accounts.domain.handing_over import telling_when_nobody_approves
from accounts.models import PeopleEvent
from accounts.two_step import turn_off
from desk.follow_up_admin import FollowUpDesk
from desk.part_admin import GoalDesk, GoalInline, PartOfPlan, RowsWithGoals
from desk.publication import edition_to_show
from desk.publishable import Publishable, PublishedAddress
from desk.withdraw_pages import withdraw_page
from goals.admin import TargetInline
from goals.models import AnnualGoal, FollowUp
from plans.admin import (
    AttachmentInline,
    DeadlineInline,
    DecisionInline,
    MembershipAdmin,
    MunicipalityModelAdmin,
    PersonAdmin,
    PlanAdmin,
    RecipientInline,
    SectionAdmin,
    SectionInline,
)
from plans.admin_base import MunicipalityAdmin, TabularRows
from plans.admin_closing import Closing
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import AddressedRows, PositionedRows
from plans.admin_pages import person_of
from plans.domain import accounts
from plans.enums import AccountEventKind
from plans.models import Membership, Municipality, Plan, Section
from plans.numbers import whole_number
from publishing.domain.putting_away import is_kept
from publishing.models import Edition
from publishing.numbering import EditionNumber
from themes.admin import StrategyAdmin, ThemeAdmin, ThemeEditorAdmin
from themes.models import Strategy, Theme, ThemeEditor

admin.site.site_header = admin.site.site_title = gettext_lazy("Employment plans")
admin.site.index_title = gettext_lazy("Write and publish")


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


class MunicipalityDesk(PublishedAddress, MunicipalityModelAdmin):
    change_form_template = "desk/municipality.html"


class SectionDesk(PartOfPlan, PublishedAddress, SectionAdmin):
    pass


class PlanDesk(Publishable, PlanAdmin):
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

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What must be kept can be put away instead."""
        plan = self.get_object(request, object_id)
        if self.has_delete_permission(request, plan) and is_kept(plan):
            return redirect("desk-put-away", plan.pk)
        return super().delete_view(request, object_id, extra_context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        newest = Edition.objects.of_plans().shown().filter(plan=OuterRef("pk")).order_by("-number")
        rows: QuerySet[Plan] = super().get_queryset(request)
        return rows.annotate(
            edition_number=Subquery(newest.values("number")[:1]),
            edition_correction=Subquery(newest.values("correction")[:1]),
            edition_date=Subquery(newest.values("published_at")[:1]),
        )

    @admin.display(description=gettext_lazy("newest edition"), ordering="edition_date")
    def edition(self, plan: Any) -> str:
        if plan.edition_number is None:
            return _("not published")
        number = EditionNumber(plan.edition_number, plan.edition_correction)
        return f"{number}, {date(localtime(plan.edition_date), 'DATE_FORMAT')}"


class ThemeDesk(PartOfPlan, PublishedAddress, ThemeAdmin):
    inlines = [GoalInline, *ThemeAdmin.inlines]


class StrategyDesk(PartOfPlan, StrategyAdmin):
    inlines = [*StrategyAdmin.inlines, TargetInline]


class EndedOneByOne(MunicipalityAdmin):
    """Each that is deleted leaves its line in the history of the people."""

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


class MembershipDesk(EndedOneByOne, MembershipAdmin):
    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        before = people.held_by(obj.person)
        with telling_when_nobody_approves([obj.municipality_id]):
            super().delete_model(request, obj)
        people.note_changes(obj.person, before, person_of(request))


class ThemeEditorDesk(EndedOneByOne, ThemeEditorAdmin):
    def delete_model(self, request: HttpRequest, obj: ThemeEditor) -> None:
        membership = obj.membership
        super().delete_model(request, obj)
        who, by = people.named(membership.person), person_of(request)
        roles = [role for key, role in people.held_by(membership.person) if key == membership.municipality_id]
        people.note(membership.municipality, PeopleEvent.CHANGED, who, by, roles)


def _municipalities_of(person: str | None) -> list[int]:
    rows = Membership.objects.filter(person=whole_number(person or "")).order_by()
    return list(rows.values_list("municipality_id", flat=True))


class PersonDesk(PersonAdmin):
    actions = ["turn_off_two_step"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Also closing an account takes an approver away."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with telling_when_nobody_approves(_municipalities_of(object_id)):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before:
            self._note(request, before, obj)
        else:
            accounts.note(obj, AccountEventKind.CREATED, person_of(request))
            self._warn(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Django's own page, which saves the account past `save_model`."""
        before = self.get_object(request, unquote(id))
        with transaction.atomic():
            response: HttpResponse = super().user_change_password(request, id, form_url)
            if before and request.method == "POST":
                self._note(request, before, User.objects.get(pk=before.pk))
        return response

    def _note(self, request: HttpRequest, before: User, after: User) -> None:
        if accounts.note_changes(before, after, person_of(request)):
            self._warn(request, after)

    def _warn(self, request: HttpRequest, person: User) -> None:
        """At once: the one who helps may be needed to approve one day."""
        text = _("It is kept that you did this. You and %(name)s cannot approve each other's texts.")
        self.message_user(request, text % {"name": people.named(person)}, messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        with telling_when_nobody_approves(_municipalities_of(str(obj.pk))):
            super().delete_model(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = people.held_by(form.instance)
        super().save_related(request, form, formsets, change)
        people.note_changes(form.instance, before, person_of(request))

    @admin.action(description=gettext_lazy("Turn off two-step sign-in, when phone and codes are lost"))
    def turn_off_two_step(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        by = person_of(request)
        for person in chosen:
            turn_off(person)
            accounts.note(person, AccountEventKind.TWO_STEP_OFF, by)
            if person != by:
                self._warn(request, person)
            self.log_change(request, person, _("Two-step sign-in turned off."))
        self.message_user(request, _("Two-step sign-in is turned off."))


REPLACEMENTS: list[tuple[Any, Any]] = [
    (Municipality, MunicipalityDesk),
    (Membership, MembershipDesk),
    (ThemeEditor, ThemeEditorDesk),
    (User, PersonDesk),
    (Plan, PlanDesk),
    (Section, SectionDesk),
    (Theme, ThemeDesk),
    (Strategy, StrategyDesk),
    (AnnualGoal, GoalDesk),
    (FollowUp, FollowUpDesk),
]

for model, replacement in REPLACEMENTS:
    admin.site.unregister(model)
    admin.site.register(model, replacement)


@admin.register(Edition)
class EditionAdmin(MunicipalityAdmin):
    """To read. An edition is made by publishing and ended by withdrawing, and never changed."""

    municipality_paths = ["plan__municipality"]
    stays_with_put_away = True
    closing = Closing.NEVER
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
        return str(edition.label)

    @admin.display(description=gettext_lazy("state"))
    def state(self, edition: Edition) -> str:
        if not hasattr(edition, "withdrawal"):
            return _("published")
        when = date(localtime(edition.withdrawal.withdrawn_at), "DATE_FORMAT")
        told = _("withdrawn %(date)s: %(reason)s") % {"date": when, "reason": edition.withdrawal.reason}
        if (again := edition.withdrawal.again) is None:
            return told
        return f"{told} {_('Edition %(number)s was in force again from then on.') % {'number': again.label}}"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.withdraw_view)
        return [
            path("<path:object_id>/traek-tilbage/", view, name="publishing_edition_withdraw"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return withdraw_page(request, self, self.get_object(request, object_id))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["edition"] = edition_to_show(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)
