"""The base of the portal's admin. What a person sees and may do follows from the model's policy
(`plans/admin_policy.py`): lists, choices, filters, inlines, bulk actions and history are limited to their own
municipalities, and another municipality's row answers 404, as if it did not exist.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import (
    CharField,
    DecimalField,
    EmailField,
    ForeignKey,
    ManyToManyField,
    Model,
    QuerySet,
    SlugField,
    TextField,
    URLField,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.admin_conflict import OptimisticLock
from plans.admin_forms import Rows
from plans.admin_hooks import NOTHING, Hooks, hooks
from plans.admin_numbers import ReadsNumbers
from plans.admin_policy import OwnedOrShared, Policy, cached_on_request, label_in_plan, policies
from plans.domain.access import Permission, is_superuser, municipalities_of
from plans.fields import DanishDecimalField, LineFormField, LinesFormField, MarkdownField, ShortMarkdownField
from plans.models.validity import Replaceable
from plans.widgets import MarkdownWidget

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    Inline = admin.options.InlineModelAdmin[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
    Options = admin.options.BaseModelAdmin[Any]
else:
    ModelAdmin, StackedInline, TabularInline = admin.ModelAdmin, admin.StackedInline, admin.TabularInline
    Inline = Options = object


class ChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Model) -> str:
        return label_in_plan(obj)


class ReplaceableChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Model) -> str:
        return label_in_plan(obj)


FIELDS: Mapping[Any, Mapping[str, Any]] = {
    MarkdownField: {"widget": MarkdownWidget(attrs={"rows": 8})},
    ShortMarkdownField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3}), "form_class": LinesFormField},
    # What Django derives from CharField comes first with what it has itself.
    SlugField: {},
    EmailField: {},
    CharField: {"form_class": LineFormField},
    DecimalField: {"form_class": DanishDecimalField},
    URLField: {"assume_scheme": "https"},
}


def policy_of_rows(model: Any) -> Policy | None:
    """Of a model whose rows belong to a municipality."""
    policy = policies.get(model)
    return policy if policy and policy.scope.paths else None


class LimitedChoices(Options):
    """Choices of a foreign key are those where the person may edit."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django puts links beside a choice that change and delete what is chosen: from a theme's
        page, its whole plan. None of that; shared rows may be added and looked at."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            policy = policy_of_rows(db_field.remote_field.model)
            if policy and not isinstance(policy.scope, OwnedOrShared):
                field.widget = field.widget.widget
            else:
                field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = super().get_field_queryset(db, db_field, request)
        model = db_field.remote_field.model
        if policy := policy_of_rows(model):
            rows = model._default_manager.all() if rows is None else rows
            asks = policies[self.model].permission_to_choose(db_field.name)
            return policy.scope.choices(rows, request.user, asks)
        return rows

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", ChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """All of a few are shown to tick; many are found while one types."""
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        if issubclass(db_field.remote_field.model, Replaceable):
            kwargs.setdefault("form_class", ReplaceableChoices)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def keep_pictures_of(form: Any, municipality: int | None) -> None:
    """Tells the form's texts whose folder their pictures go into."""
    for field in form.base_fields.values():
        if isinstance(field.widget, MarkdownWidget):
            field.widget.municipality = municipality


class PortalAdmin(ReadsNumbers, LimitedChoices, ModelAdmin):
    """Asks the model's policy for rows and permissions, the plan's lock before a change is stored, the
    optimistic lock before somebody else's is overwritten, and its hooks for what the rooms above add to the
    page."""

    fixed_fields: ClassVar[Sequence[str]] = ()
    """What is chosen when the row is added, and not after."""
    address_fields: ClassVar[Sequence[str]] = ()
    """What public addresses are made of."""
    municipality_field: ClassVar[str] = ""
    """What says whose the row is. Whoever may add it for one municipality alone is not asked which."""

    formfield_overrides = FIELDS
    list_per_page = 50

    def __init__(self, model: type[Any], admin_site: admin.AdminSite) -> None:
        super().__init__(model, admin_site)
        self.policy = policies[model]
        self.optimistic_lock = OptimisticLock(self)

    @property
    def hooks(self) -> Hooks:
        return hooks.get(self.model, NOTHING)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        given = super().get_changeform_initial_data(request)
        if not self.municipality_field:
            return given
        field: Any = self.opts.get_field(self.municipality_field)
        asks = self.policy.permissions.add
        if asks is None or (field.null and is_superuser(request.user)):
            return given
        own = list(municipalities_of(request.user, asks).values_list("pk", flat=True)[:2])
        return {**({self.municipality_field: own[0]} if len(own) == 1 else {}), **given}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return self.policy.scope.visible(rows, request.user, self.policy.permissions.view)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Django would lead to the index with a message; an address without an object is a 404."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.policy.has_view_permission(request, obj)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.policy.has_permission(request, self.policy.permissions.add)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.policy.has_change_permission(request, obj) and not self.policy.lock.reason(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.policy.has_delete_permission(request, obj) and not self.policy.lock.reason(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields: list[Any] = list(super().get_readonly_fields(request, obj))
        if obj:
            fields += self.fixed_fields
            if self.address_fields and self.hooks.address_is_fixed(obj):
                fields += self.address_fields
            if self.policy.plan_fields and not self.policy.has_permission(request, Permission.EDIT_PLAN, obj):
                fields += self.policy.plan_fields
        return fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        readonly = self.get_readonly_fields(request, obj)
        fields = super().get_prepopulated_fields(request, obj)
        return {name: sources for name, sources in fields.items() if name not in readonly}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Made once for a save, although the optimistic lock looks at it first."""

        def make() -> Any:
            form = super(PortalAdmin, self).get_form(request, obj, change, **kwargs)
            keep_pictures_of(form, obj and self.policy.scope.municipality_of(obj))
            self.adjust_form(request, form, obj)
            return form

        if kwargs.get("fields", ()) is None:  # asked for by Django to list them
            return make()
        return cached_on_request(request, (self, "form", obj and obj.pk), make)

    def adjust_form(self, request: HttpRequest, form: Any, obj: Any) -> None:
        """Narrows the choices of a form class that is made for this request."""

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Made once for a save, as the form is."""
        key = (self, "formsets", obj and obj.pk)
        return cached_on_request(
            request, key, lambda: list(super(PortalAdmin, self).get_formsets_with_inlines(request, obj))
        )

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        return self.policy.without_closed(db_field.name, super().get_field_queryset(db, db_field, request))

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> Any:
        """Django's "Tilføj endnu en" precedes a word that may be of the other grammatical gender."""
        formsets = super().get_inline_formsets(*args, **kwargs)
        for formset in formsets:
            data = json.loads(formset.inline_formset_data())
            data["options"]["addText"] = _("Add: %(label)s") % {"label": formset.opts.verbose_name}
            formset.inline_formset_data = json.dumps(data)
        return formsets

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        view = super().changeform_view
        return self.optimistic_lock.save(
            request, object_id, lambda key: view(request, key, form_url, extra_context)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.has_changed() or not change:
            self.begin_edit(request, obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.has_changed():
            subject = self.policy.lock.subject_of(form.instance)
            policies[formset.model].lock.begin_edit(request, subject)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.hooks.saved(request, form.instance, formsets)

    def begin_edit(self, request: HttpRequest, obj: Any) -> None:
        self.policy.lock.begin_edit(request, self.policy.lock.subject_of(obj))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if self.has_delete_permission(request, row) and (
            address := self.hooks.address_instead_of_delete(row)
        ):
            return redirect(address)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, perms_needed, [*protected, *self.hooks.obstacles(objs)]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.__dict__["address_after_delete"] = self.hooks.address_after_delete(obj)
        self.begin_edit(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for subject in {self.policy.lock.subject_of(row) for row in queryset}:
            self.policy.lock.begin_edit(request, subject)
        super().delete_queryset(request, queryset)

    def get_urls(self) -> list[URLPattern]:
        return [*self.hooks.urls(self), *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context |= {"closed": self.reason_closed(request, obj), **self.hooks.context(request, obj)}
        self.optimistic_lock.add_snapshot(context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def reason_closed(self, _request: HttpRequest, obj: Any) -> str:
        """Said above a row that is only to be read."""
        return self.policy.lock.reason(obj)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self.optimistic_lock.saved(request, response, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.optimistic_lock.saved(request, super().response_change(request, obj))

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        address = self.hooks.address_after_save(obj)
        return redirect(address) if address else super().response_post_save_add(request, obj)

    response_post_save_change = response_post_save_add

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        address: str = request.__dict__.get("address_after_delete", "")
        return redirect(address) if address else response

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Django keeps the fields' names with a capital and looks for a translation of that, which
        there is none of: the history would name them in English."""
        parts: list[dict[str, Any]] = super().construct_change_message(request, form, formsets, add)
        models = [self.model, *(formset.model for formset in formsets or ())]
        with override(None):
            fields = [field for model in models for field in (*model._meta.fields, *model._meta.many_to_many)]
            names = {capfirst(str(field.verbose_name)): str(field.verbose_name) for field in fields}
        for part in parts:
            if changed := part.get("changed", {}).get("fields"):
                part["changed"]["fields"] = [names.get(name, name) for name in changed]
        return parts

    class Media:
        # urlify.js before what changes it
        js = ["js/unsaved.js", "admin/js/urlify.js", "js/danish-slugs.js"]


MOST_ROWS = 250
"""Of one kind on a page: each takes some milliseconds to be looked at."""


class PortalInline(LimitedChoices, Inline):
    """Rows of a page's object. Permissions are those for that object; which rows are shown follows from it,
    so they need no cutting of their own. The plan's lock is that of the rows."""

    formfield_overrides = FIELDS
    formset = Rows
    extra = 0
    max_num = MOST_ROWS
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)
        if obj:
            keep_pictures_of(formset.form, policies[self.parent_model].scope.municipality_of(obj))
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return policies[self.parent_model].has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        parent = policies[self.parent_model]
        closed = obj and policies[self.model].lock.reason_in(parent.lock.subject_of(obj))
        return parent.has_change_permission(request, obj) and not closed

    has_add_permission = has_delete_permission = has_change_permission


class StackedRows(PortalInline, StackedInline):
    pass


class TabularRows(PortalInline, TabularInline):
    """Django prints the columns' names once, over the table: each field gets its own as a label."""

    template = "admin/rows.html"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = capfirst(field.label)
        return field
