"""The admin's pages of a plan's parts, as the plan's page needs them: they lead back to it, what is saved
has been looked through, and a goal that continues another is not changed or dropped without a reason."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.domain.dropping import orphaned_by, refuse_delete
from desk.domain.goal_changes import missing_reason
from desk.domain.parts import mark_reviewed, name_of
from desk.models import PartMark, ShareLink
from goals.admin import AnnualGoalAdmin, AnnualGoalForm, AnnualGoalInline
from goals.domain.continued import Continuing
from goals.models import AnnualGoal, DroppedGoal
from plans.admin_base import MunicipalityAdmin
from plans.admin_closing import Closing
from plans.admin_filters import MunicipalityFilter, YearFilter
from plans.admin_forms import ModelForm, NumberedRows
from plans.domain.access import is_superuser
from plans.domain.parts import plan_key, plan_of
from themes.admin_base import ThemePartAdmin
from themes.models import DroppedTheme, Theme

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class PartOfPlan(ModelAdmin):
    """Mixed into the admins of sections, themes, goals and strategies."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        rows = [row for formset in formsets for row, _fields in formset.changed_objects]
        mark_reviewed([form.instance, *rows])

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._to_plan(obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._to_plan(obj) or super().response_post_save_change(request, obj)

    def _to_plan(self, obj: Any) -> HttpResponseRedirect | None:
        plan = plan_key(obj)
        return redirect(f"{reverse('desk-plan', args=[plan])}#{name_of(obj)}") if plan else None

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What continues another is dropped, which asks for the reason."""
        row = self.get_object(request, object_id)
        if row and needing_reasons([row])[:1] == [row] and self.has_delete_permission(request, row):
            return redirect(drop_address(row))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.__dict__["deleted_from_plan"] = plan_key(obj)
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        plan = request.__dict__.get("deleted_from_plan")
        return redirect("desk-plan", plan) if plan else response

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What continues another keeps what it stands in from being deleted: each needs a reason."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, perms_needed, [*protected, *map(refusal, needing_reasons(objs))]


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


class ReasonedForm(ModelForm):
    """Asks why a goal differs from the one that it continues."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not {"text", "change_reason", "predecessor"} & set(self.changed_data):
            return
        if missing := missing_reason(self.instance):
            self.add_error("change_reason" if "change_reason" in self.fields else None, missing)


class ReasonedGoalForm(ReasonedForm, AnnualGoalForm):
    pass


class RowsWithGoals(NumberedRows):
    """Rows of goals, or of themes that hold goals."""

    def clean(self) -> None:
        super().clean()
        refused = [refusal(part) for part in needing_reasons([form.instance for form in self.deleted_forms])]
        if refused:
            raise ValidationError([ValidationError(text) for text in refused])


class GoalInline(AnnualGoalInline):
    form = ReasonedForm
    formset = RowsWithGoals
    fieldsets = [
        *AnnualGoalInline.fieldsets,
        (gettext_lazy("Reason for the change"), {"classes": ["collapse"], "fields": ["change_reason"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AnnualGoal]:
        rows = super().get_queryset(request)
        return rows.select_related("theme", "predecessor__theme__plan", "predecessor__plan")


class GoalDesk(PartOfPlan, AnnualGoalAdmin):
    form = ReasonedGoalForm


class FoundAgain(MunicipalityAdmin):
    """Rows that the desk's own pages make and change. They may be deleted, for they go with what they
    belong to, and Django asks here whether they may."""

    closing = Closing.NEVER
    municipality_paths = ["plan__municipality"]
    list_filter = [MunicipalityFilter, YearFilter]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


class Reasons(FoundAgain):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return is_superuser(request.user)


@admin.register(DroppedTheme)
class DroppedThemeAdmin(Reasons):
    list_display = ["theme", "plan", "reason", "at"]
    list_select_related = ["theme", "plan__municipality"]
    search_fields = ["theme__title", "reason"]
    fields = ["plan", "theme", "reason", "at"]


@admin.register(DroppedGoal)
class DroppedGoalAdmin(Reasons):
    list_display = ["goal", "plan", "reason", "at"]
    list_select_related = ["goal__theme", "plan__municipality"]
    search_fields = ["goal__text", "reason"]
    fields = ["plan", "goal", "reason", "at"]


@admin.register(PartMark)
class PartMarkAdmin(FoundAgain, ThemePartAdmin):
    theme_paths = ["theme", "goal__theme"]
    list_display = ["__str__", "plan", "at"]
    list_select_related = ["plan__municipality", "section", "theme", "goal__theme", "strategy"]
    list_filter = ["mark", MunicipalityFilter, YearFilter]
    search_fields = ["section__title", "theme__title", "goal__text", "strategy__title"]
    fields = ["plan", "section", "theme", "goal", "strategy", "mark", "at"]


@admin.register(ShareLink)
class ShareLinkAdmin(FoundAgain):
    list_display = ["recipient", "plan", "created_at", "expires_at", "recalled_at", "pages_read", "pdfs_read"]
    list_select_related = ["plan__municipality"]
    search_fields = ["recipient"]
    fields = [
        "plan",
        "recipient",
        ("created_at", "expires_at", "recalled_at"),
        ("pages_read", "pdfs_read", "last_used_at"),
    ]
