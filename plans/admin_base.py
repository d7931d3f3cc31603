"""What every admin page of the portal rests on: a person meets only what their memberships reach.

Lists, choices, filters, inlines, bulk actions, history: all are cut to the person's
municipalities; another municipality's object answers 404, as if it did not exist.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
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
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.admin_closing import ClosesWithPlan, RowsCloseWithPlan
from plans.admin_forms import Rows
from plans.admin_lock import Locked
from plans.admin_numbers import ReadsNumbers
from plans.domain.access import (
    Right,
    is_superuser,
    may,
    may_somewhere,
    municipality_key,
    within,
    without_put_away,
)
from plans.fields import LineFormField, LinesFormField, MarkdownField, ShortMarkdownField
from plans.numbers import danish_decimal
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
    """Names each choice as its own admin does, so that "1 Unge" says which plan it is of."""

    def __init__(self, *args: Any, owner: "MunicipalityAdmin", **kwargs: Any) -> None:
        self.owner = owner
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        return self.owner.choice_label(obj)


class DanishDecimalField(forms.DecimalField):
    """Shown and read as Danish writes numbers, whatever language the browser is set to: a number field of
    the browser's makes 25 of "2,5" where it is set to English."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "vIntegerField"})

    def prepare_value(self, value: Any) -> Any:
        """3,5 where the column's four decimals would read 3,5000."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value)
        number = danish_decimal(value)
        if number is None:
            raise ValidationError(
                _("Write the number with a comma before its decimals, e.g. 2,5."), code="invalid"
            )
        return number

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        """Not those of a browser's number field."""
        return {}


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


class OwnChoices(Options):
    """Choices of a foreign key are those where the person may do what the form does."""

    edit_right: ClassVar[Right] = Right.EDIT

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django puts links beside a choice that change and delete what is chosen: from a theme's
        page, its whole plan. None of that; shared rows may be added and looked at."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            owner = self.admin_site._registry.get(db_field.remote_field.model)
            if isinstance(owner, MunicipalityAdmin):
                field.widget = field.widget.widget
            else:
                field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        owner = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(owner, MunicipalityAdmin):
            kwargs.setdefault("queryset", owner.choices(request, self.edit_right))
            kwargs.setdefault("form_class", ChoiceField)
            if kwargs["form_class"] is ChoiceField:
                kwargs["owner"] = owner
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """All of a few are shown to tick; many are found while one types."""
        owner = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(owner, MunicipalityAdmin):
            kwargs.setdefault("queryset", owner.choices(request, self.edit_right))
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PortalAdmin(ReadsNumbers, OwnChoices, Locked, ModelAdmin):
    """Rights come from memberships, not from Django's permission tables."""

    view_right: ClassVar[Right] = Right.VIEW
    delete_rights: ClassVar[Sequence[Right]] = (Right.EDIT,)
    fixed_fields: ClassVar[Sequence[str]] = ()
    """What is chosen when the row is added, and not after."""
    address_fields: ClassVar[Sequence[str]] = ()
    """What public addresses are made of."""

    formfield_overrides = FIELDS
    list_per_page = 50

    def may(self, request: HttpRequest, right: Right, obj: Any) -> bool:
        """With `obj` None: whether the person may do it to any row at all."""
        raise NotImplementedError

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Django would lead to the index with a message; an address without an object is a 404."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def address_is_fixed(self, _obj: Any) -> bool:
        """Whether the row has been published, so that its address must go on leading to it.
        This room cannot know; `desk` does."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields: list[Any] = list(super().get_readonly_fields(request, obj))
        if obj:
            fields += self.fixed_fields
            if self.address_is_fixed(obj):
                fields += self.address_fields
        return fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        readonly = self.get_readonly_fields(request, obj)
        fields = super().get_prepopulated_fields(request, obj)
        return {name: sources for name, sources in fields.items() if name not in readonly}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.view_right, None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.view_right, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.edit_right, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.edit_right, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(self.may(request, right, obj) for right in self.delete_rights)

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


def keep_pictures_of(form: Any, municipality: int | None) -> None:
    """Tells the form's texts whose folder their pictures go into."""
    for field in form.base_fields.values():
        if isinstance(field.widget, MarkdownWidget):
            field.widget.municipality = municipality


class ReferenceAdmin(PortalAdmin):
    """For rows that all municipalities share: every member reads them, superusers keep them."""

    def may(self, request: HttpRequest, right: Right, _obj: Any) -> bool:
        if right is Right.VIEW:
            return may_somewhere(request.user, Right.VIEW)
        return is_superuser(request.user)


class MunicipalityAdmin(ClosesWithPlan, PortalAdmin):
    """For rows that belong to a municipality, directly or through a plan."""

    municipality_paths: ClassVar[Sequence[str]] = ()
    """The ways from a row to its municipality, e.g. `plan__municipality`; each row has one."""

    stays_with_put_away: ClassVar[bool] = False
    """Whether rows of a plan that has been put away are shown all the same: what was published is."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self._own(request, self.view_right)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        keep_pictures_of(form, obj and municipality_key(obj, self.municipality_paths))
        return form

    def choices(self, request: HttpRequest, right: Right) -> QuerySet[Any]:
        """What may be chosen where something is done that needs the right."""
        rows = self._own(request, right)
        related = self.get_list_select_related(request)
        return rows.select_related(*related) if isinstance(related, list | tuple) else rows

    def _own(self, request: HttpRequest, right: Right) -> QuerySet[Any]:
        rows = within(super().get_queryset(request), request.user, right, self.municipality_paths)
        return rows if self.stays_with_put_away else without_put_away(rows, self.municipality_paths)

    def choice_label(self, obj: Any) -> str:
        return str(obj)

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> Any:
        """Django's "Tilføj endnu en" stands before a word that may be of the other gender."""
        formsets = super().get_inline_formsets(*args, **kwargs)
        for formset in formsets:
            data = json.loads(formset.inline_formset_data())
            data["options"]["addText"] = _("Add: %(label)s") % {"label": formset.opts.verbose_name}
            formset.inline_formset_data = json.dumps(data)
        return formsets

    def may(self, request: HttpRequest, right: Right, obj: Any) -> bool:
        if obj is None:
            return may_somewhere(request.user, right)
        if is_superuser(request.user):
            return True
        key = municipality_key(obj, self.municipality_paths)
        return key is not None and may(request.user, right, key)


class MunicipalityInline(OwnChoices, Inline):
    """Rows of a page's object. Rights are those in the municipality of that object; which rows
    are shown follows from it, so they need no cutting of their own."""

    view_right: ClassVar[Right] = Right.VIEW

    formfield_overrides = FIELDS
    formset = Rows
    extra = 0
    show_change_link = True

    def may(self, request: HttpRequest, right: Right, parent: Any) -> bool:
        owner = self.admin_site._registry.get(self.parent_model)
        if isinstance(owner, PortalAdmin):
            return owner.may(request, right, parent)
        return is_superuser(request.user)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        owner = self.admin_site._registry.get(self.parent_model)
        if obj and isinstance(owner, MunicipalityAdmin):
            keep_pictures_of(formset.form, municipality_key(obj, owner.municipality_paths))
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.view_right, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.edit_right, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.edit_right, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.edit_right, obj)


class StackedRows(RowsCloseWithPlan, MunicipalityInline, StackedInline):
    pass


class TabularRows(RowsCloseWithPlan, MunicipalityInline, TabularInline):
    """Django prints the columns' names once, over the table: each field is told its own."""

    template = "desk/rows.html"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = capfirst(field.label)
        return field
