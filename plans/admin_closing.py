"""While a text is with its approvers it stands still: the admin shows it to read, and says why.

Rows say by `closing` how they follow the plan that they belong to, or what is approved beside it; what says nothing closes with it, so
that a new model cannot be forgotten. The first change after publishing begins a new draft.
"""

from collections.abc import Sequence
from enum import Enum, auto
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from plans.domain import lock
from plans.models import Plan
from plans.numbers import whole_number

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    Inline = admin.options.InlineModelAdmin[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    Inline = object


Subject = Plan | lock.Beside


class Closing(Enum):
    TEXT = auto()
    """Stands still with the plan."""
    OWN = auto()
    """Is approved by itself, or is a part of what is (`subject_of`), and stands still with that."""
    NEVER = auto()
    """Is no part of what is approved: deadlines, recipients."""


class ClosesWithPlan(ModelAdmin):
    closing: ClassVar[Closing] = Closing.TEXT
    municipality_paths: ClassVar[Sequence[str]] = ()

    def plan_of(self, obj: Any) -> Plan | None:
        for steps in self._ways_to_plan():
            plan: Plan | None = reduce(lambda value, step: value and getattr(value, step), steps, obj)
            if plan:
                return plan
        return None

    def plan_sent(self, request: HttpRequest) -> Plan | None:
        for first, *rest in self._ways_to_plan():
            key = whole_number(request.POST.get(first, ""))
            parents: Any = self.model._meta.get_field(first).related_model
            row = parents._default_manager.filter(pk=key).first() if key is not None else None
            plan: Plan | None = reduce(lambda value, step: value and getattr(value, step), rest, row)
            if plan:
                return plan
        return None

    def subject_of(self, obj: Any) -> Subject | None:
        """The text that is approved with the row in it."""
        return self.plan_of(obj)

    def closed(self, request: HttpRequest, obj: Any) -> str:  # noqa: ARG002 asked as permissions are
        """Why the row cannot be changed now, or nothing where it can."""
        return closed_for(self.subject_of(obj), self.closing) if obj else ""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self.closed(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.closed(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.has_changed() or not change:
            begin_edit(request, self.subject_of(obj), self.closing)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.has_changed():
            closing = closing_of(self.admin_site, formset.model)
            begin_edit(request, self.subject_of(form.instance), closing)
        super().save_formset(request, form, formset, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._begin_deleting(request, [obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._begin_deleting(request, queryset)
        super().delete_queryset(request, queryset)

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field:
            field.queryset = self.leave_out_closed(db_field.name, field.queryset)
        return field

    def leave_out_closed(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of the choices of a field: a new row cannot be put into a plan that stands still for the person."""
        for first, *rest in self._ways_to_plan():
            if first != name or self.closing in (Closing.OWN, Closing.NEVER):
                continue
            closed = Q(**{"__".join([*rest, "state__in"]): list(lock.CLOSED)})
            rows = rows.exclude(closed)
        return rows

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["closed"] = self.closed(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _begin_deleting(self, request: HttpRequest, rows: Any) -> None:
        for subject in {self.subject_of(row) for row in rows}:
            begin_edit(request, subject, self.closing)

    def _ways_to_plan(self) -> list[list[str]]:
        """`theme__plan__municipality` becomes theme, plan."""
        ways = [path.split("__") for path in self.municipality_paths]
        return [way[:-1] for way in ways if way[-2:] == ["plan", "municipality"]]


class RowsCloseWithPlan(Inline):
    """For the inlines of a page of `ClosesWithPlan`: asks what the rows' own admin says of them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not self._closed(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._closed(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._closed(request, obj)

    def _closed(self, request: HttpRequest, parent: Any) -> str:  # noqa: ARG002 asked as permissions are
        owner = self.admin_site._registry.get(self.parent_model)
        if not (parent and isinstance(owner, ClosesWithPlan)):
            return ""
        return closed_for(owner.subject_of(parent), closing_of(self.admin_site, self.model))


def closing_of(site: admin.AdminSite, model: Any) -> Closing:
    owner = site._registry.get(model)
    return owner.closing if isinstance(owner, ClosesWithPlan) else Closing.NEVER


def closed_for(subject: Subject | None, closing: Closing) -> str:
    if subject is None or closing is Closing.NEVER:
        return ""
    return lock.closed_reason(subject)


def begin_edit(request: HttpRequest, subject: Subject | None, closing: Closing) -> None:
    """Within the transaction of the save, whatever the page showed when it was opened."""
    if subject is None or subject.pk is None or closing is Closing.NEVER:
        return
    try:
        lock.begin_edit(subject, request.user)  # type: ignore[arg-type]
    except lock.ClosedError as error:
        raise PermissionDenied(str(error)) from error
