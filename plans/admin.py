"""Municipalities, and plans with their sections, decisions and annex files. The admin of plans is registered
in `desk/admin.py`, which adds what belongs to rooms above this one."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db.models import Case, OrderBy, QuerySet, When
from django.db.models.functions import Coalesce
from django.forms import BooleanField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.admin_base import PortalAdmin, StackedRows, TabularRows
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import (
    AddressedForm,
    AddressedRows,
    ContinuingForm,
    ModelForm,
    NestedRows,
    NumberedForm,
    PositionedRows,
    narrow,
)
from plans.admin_policy import OF_NO_PLAN, STAYS_OPEN, Permissions, Policy, Scope, policies
from plans.domain.access import Permission
from plans.models import (
    Attachment,
    Deadline,
    Decision,
    Municipality,
    Plan,
    Recipient,
    Section,
    Series,
)
from plans.models.adoption import ADOPTION_FIELDS
from plans.number_input import whole_number
from plans.years import year_span

IN_PLAN = Scope(("plan__municipality",))
policies[Municipality] = Policy(
    Scope(("pk",)),
    Permissions(add=Permission.OPERATE, change=Permission.MANAGE, delete=(Permission.OPERATE,)),
    OF_NO_PLAN,
)
policies[Series] = Policy(Scope(("municipality",)), Permissions(delete=(Permission.MANAGE,)), OF_NO_PLAN)
policies[Plan] = Policy(Scope(("municipality",)), Permissions(delete=(Permission.MANAGE,)))
policies[Section] = policies[Decision] = policies[Attachment] = Policy(IN_PLAN)
policies[Deadline] = policies[Recipient] = Policy(IN_PLAN, lock=STAYS_OPEN)


def plan_of_page(request: HttpRequest, obj: Any) -> int | None:
    """The plan that the page's row is of, or, on a page for adding, the one named in the address."""
    if obj:
        return int(obj.plan_id)
    given = request.POST.get("plan") or request.GET.get("plan") or ""
    return whole_number(given)


def in_reading_order(sections: QuerySet[Section]) -> QuerySet[Section]:
    """Each section before its parts, down to the third level; `position` counts among siblings."""

    def level_two(of_itself: str, of_parent: str) -> OrderBy:
        of_level = Case(
            When(parent=None, then=None), When(parent__parent=None, then=of_itself), default=of_parent
        )
        return of_level.asc(nulls_first=True)

    return sections.order_by(
        Coalesce("parent__parent__position", "parent__position", "position"),
        Coalesce("parent__parent_id", "parent_id", "pk"),
        level_two("position", "parent__position"),
        level_two("pk", "parent_id"),
        Case(When(parent__parent=None, then=None), default="position").asc(nulls_first=True),
        "pk",
    )


@admin.register(Municipality)
class MunicipalityAdmin(PortalAdmin):
    address_fields = ["slug"]
    list_display = ["name", "short_name", "code", "region", "email"]
    list_filter = ["region"]
    search_fields = ["name", "short_name", "code"]
    prepopulated_fields = {"slug": ["short_name"]}
    fieldsets = [
        (None, {"fields": [("name", "short_name"), ("code", "region"), "slug"]}),
        (_("Look"), {"fields": ["accent", "crest"]}),
        (_("Contact"), {"fields": [("email", "phone"), "website", "accessibility_statement_url"]}),
        (_("Approval"), {"fields": ["author_may_approve"]}),
        (_("Sign-in"), {"fields": ["two_step_required"]}),
    ]


class SectionRows(NestedRows, AddressedRows, PositionedRows):
    pass


class SectionInline(TabularRows):
    """The outline; the text is written on each section's own page."""

    model = Section
    formset = SectionRows
    fields = ["position", "label", "title", "kind", "parent"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return in_reading_order(super().get_queryset(request))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow(formset.form, "parent", lambda rows: in_reading_order(rows.filter(plan=obj)))
        return formset


DECISION_FIELDS: list[str | tuple[str, ...]] = [
    ("body", "date"),
    ("outcome", "case_number", "kle_number"),
    ("parties", "hearing_deadline"),
    "minutes_url",
    "votes",
    "minority_statement",
]
"""Of a decision on whatever is published."""


class DecisionInline(StackedRows):
    model = Decision
    fields = [*DECISION_FIELDS]


class DeadlineInline(TabularRows):
    model = Deadline
    fields = ["what", "date", "remind_days", "repeat_months", "done_on"]
    classes = ["collapse"]


class RecipientInline(TabularRows):
    model = Recipient
    fields = ["name", "email", "address", "sent_on"]
    classes = ["collapse"]


class AttachmentInline(TabularRows):
    model = Attachment
    formset = PositionedRows
    fields = ["position", "title", "file", "section", "own_decision"]
    readonly_fields = ["own_decision"]

    @admin.display(description=_("decision of its own"))
    def own_decision(self, annex: Attachment) -> str:
        """Who decided it, or whose document it is; written on the annex's own page."""
        if not annex.pk:
            return gettext("Once it is saved")
        said = annex.decided_by or annex.document_owner or gettext("Add")
        address = reverse("admin:plans_attachment_change", args=[annex.pk])
        return format_html('<a href="{}#id_document_owner">{}</a>', address, said)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        narrow(formset.form, "section", lambda rows: in_reading_order(rows.filter(plan=obj)))
        return formset


class SeriesForm(ModelForm):
    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        owner = data.get("municipality") or (self.instance.municipality if self.instance.pk else None)
        first = Series.objects.filter(municipality=owner, slug="").exclude(pk=self.instance.pk)
        if owner and "slug" in data and not data["slug"] and first.exists():
            raise ValidationError(
                {"slug": _("The municipality's first series has no address; this one needs one.")}
            )
        return data


@admin.register(Series)
class SeriesAdmin(PortalAdmin):
    fixed_fields = ["municipality"]
    address_fields = ["slug"]
    form = SeriesForm
    list_display = ["name", "word", "municipality", "slug", "rhythm"]
    list_select_related = ["municipality"]
    list_filter = [MunicipalityFilter]
    search_fields = ["name", "word", "municipality__name"]
    autocomplete_fields = ["municipality"]
    fields = ["municipality", "name", ("word", "rhythm"), "slug"]


class PlanForm(ModelForm):
    open_ended = BooleanField(
        label=_("Without an end"),
        required=False,
        help_text=_("E.g. a vision that holds until another is adopted."),
    )

    class Meta:
        help_texts = {"last_year": _("Empty for a plan of one year.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("open_ended", self.instance.open_ended)

    def clean(self) -> dict[str, Any] | None:
        """A last year that is not given is the first."""
        data = super().clean() or self.cleaned_data
        if data.get("open_ended") and data.get("last_year"):
            raise ValidationError({"last_year": _("A plan without an end has no last year.")})
        if "last_year" in data and not data["last_year"] and not data.get("open_ended"):
            data["last_year"] = data.get("year") or self.instance.year
        municipality = data.get("municipality")
        owner = municipality.pk if municipality else self.instance.municipality_id
        before = data.get("predecessor")
        if before and owner and before.municipality_id != owner:
            raise ValidationError({"predecessor": _("A plan continues one of the same municipality.")})
        year = data.get("year") or self.instance.year  # none where what was typed is no year
        series = data["series"] = data.get("series") or self._first_series(owner)
        if series and owner and series.municipality_id != owner:
            raise ValidationError({"series": _("The series is another municipality's.")})
        self._refuse_above(data.get("above"), owner)
        if before and year and before.year >= year:
            raise ValidationError({"predecessor": _("A plan continues one of an earlier year.")})
        return data

    def _refuse_above(self, above: Plan | None, owner: int | None) -> None:
        if above and owner and above.municipality_id != owner:
            raise ValidationError({"above": _("A document is below one of the same municipality.")})
        seen = {self.instance.pk}
        while above:
            if above.pk in seen:
                raise ValidationError({"above": _("A document cannot be below itself.")})
            seen.add(above.pk)
            above = above.above

    def _first_series(self, owner: int | None) -> Series | None:
        """What an empty field means; None where the municipality has none yet, which saving makes."""
        found: Series | None = Series.objects.filter(municipality=owner, slug="").first()
        return self.instance.series if self.instance.series_id else found


class PlanAdmin(PortalAdmin):
    fixed_fields = ["municipality"]
    address_fields = ["year", "series"]
    form = PlanForm
    list_display = ["title", "municipality", "series", "years", "kind", "state"]
    list_select_related = ["municipality", "series"]
    list_filter = [MunicipalityFilter, YearFilter, "state", "kind"]
    search_fields = ["title", "year", "municipality__name", "summary"]
    autocomplete_fields = ["municipality", "series", "predecessor", "above"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "municipality",
                    "series",
                    ("title", "kind"),
                    ("year", "last_year", "open_ended"),
                    "summary",
                    "figures_until",
                ]
            },
        ),
        (
            _("Words and headings"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("theme_label", "theme_label_plural"),
                    ("theme_group_label", "theme_group_label_plural"),
                    "goal_label",
                    ("ambition_heading", "actions_heading"),
                    ("status_heading", "challenge_heading"),
                ],
            },
        ),
        (_("Connection and note"), {"classes": ["collapse"], "fields": ["predecessor", "above", "notice"]}),
    ]
    inlines = [SectionInline, DecisionInline, AttachmentInline, DeadlineInline, RecipientInline]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The page can still be saved while the text is locked: for decisions, deadlines and recipients."""
        return self.policy.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.policy.has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Whoever may delete a whole plan deletes what is in it, though none of it alone. A plan whose text
        is locked keeps its parts, and so cannot be deleted."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        if not any(self.policy.lock.reason(plan) for plan in objs):
            perms_needed &= {Plan._meta.verbose_name}
        return to_delete, counts, perms_needed, protected

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if self.policy.lock.reason(obj):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_readonly_fields(request, obj)

    @admin.display(description=_("years"), ordering="year")
    def years(self, plan: Plan) -> str:
        return year_span(plan.year, plan.last_year)


class SectionForm(ContinuingForm, AddressedForm, NumberedForm):
    number_field = "position"


class SectionAdmin(PortalAdmin):
    fixed_fields = ["plan"]
    address_fields = ["slug"]
    form = SectionForm
    list_display = ["__str__", "plan", "kind", "position"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter, "kind"]
    search_fields = ["title", "label", "body"]
    autocomplete_fields = ["plan", "predecessor"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["plan", ("label", "title"), "kind", "body"]}),
        (_("Papers of its own"), {"classes": ["collapse"], "fields": [*ADOPTION_FIELDS]}),
        (_("Place and address"), {"fields": ["parent", "position", "slug", "predecessor"]}),
    ]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        plan = plan_of_page(request, obj)
        narrow(form, "parent", lambda rows: rows.filter(plan=plan).exclude(pk=obj and obj.pk))


@admin.register(Decision)
class DecisionAdmin(PortalAdmin):
    fixed_fields = ["plan"]
    list_display = ["body", "date", "outcome", "case_number", "plan"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, "outcome"]
    search_fields = ["body", "case_number", "kle_number", "minority_statement"]
    date_hierarchy = "date"
    ordering = ["-date", "pk"]
    autocomplete_fields = ["plan"]
    fields = ["plan", *DECISION_FIELDS]


class AttachmentForm(NumberedForm):
    number_field = "position"


@admin.register(Attachment)
class AttachmentAdmin(PortalAdmin):
    fixed_fields = ["plan"]
    form = AttachmentForm
    list_display = ["title", "plan", "section", "position"]
    list_select_related = ["plan__municipality", "section"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["title", "file"]
    autocomplete_fields = ["plan"]
    fields = ["plan", "title", "file", "section", "position", *ADOPTION_FIELDS]

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        plan = plan_of_page(request, obj)
        narrow(form, "section", lambda rows: in_reading_order(rows.filter(plan=plan)))


@admin.register(Deadline)
class DeadlineAdmin(PortalAdmin):
    fixed_fields = ["plan"]
    list_display = ["what", "date", "done_on", "plan"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["what"]
    date_hierarchy = "date"
    autocomplete_fields = ["plan"]
    fields = ["plan", "what", ("date", "remind_days"), "repeat_months", "done_on"]


@admin.register(Recipient)
class RecipientAdmin(PortalAdmin):
    fixed_fields = ["plan"]
    list_display = ["name", "email", "sent_on", "plan"]
    list_select_related = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]
    search_fields = ["name", "email", "address"]
    autocomplete_fields = ["plan"]
    fields = ["plan", "name", ("email", "address"), "sent_on"]
