"""Forms and formsets that fill what a person may leave open, a number or an address, and save
rows whose numbers change places."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from plans.admin_policy import policies
from plans.domain.ordering import next_number
from plans.domain.owning_plan import plan_around
from plans.domain.slugs import free_slug, slug_of

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]

    class InlineFormSet(forms.BaseInlineFormSet[Any, Any, Any]):
        model: type[Model]
else:
    ModelForm = forms.ModelForm
    InlineFormSet = forms.BaseInlineFormSet

NEXT_NUMBER = _("Leave empty for the next free number.")
LONG = 60
"""Characters of an address from which the page and the portal may cut a long title at different words."""
FROM_TITLE = _("Leave empty to make it from the title.")


def make_optional(field: forms.Field, help_text: Any) -> None:
    field.required = False
    field.widget.is_required = False
    field.help_text = field.help_text or help_text


def _without_default(form: Any, number: str) -> None:
    """Else a new row would come before all the others, at the model's 0, when the field is not filled in."""
    if form.instance.pk is None:
        form.initial[number] = None


class NumberedForm(ModelForm):
    """A new row without a number gets the next free one among the rows of the same parent."""

    number_field: ClassVar[str] = "number"
    parent_fields: ClassVar[Sequence[str]] = ("plan",)
    """Of these, a row has one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.number_field in self.fields:
            make_optional(self.fields[self.number_field], NEXT_NUMBER)
            _without_default(self, self.number_field)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if self.number_field in data and data[self.number_field] is None:
            for name in self.parent_fields:
                parent = data.get(name) or getattr(self.instance, f"{name}_id")
                if parent:
                    rows = self._meta.model._default_manager.filter(**{name: parent})
                    data[self.number_field] = next_number(rows, self.number_field)
        return data


class AddressedForm(ModelForm):
    """A row without an address gets one made from its title, free within its plan: the second of one title
    gets a number after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            make_optional(self.fields["slug"], FROM_TITLE)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        plan = data.get("plan") or getattr(self.instance, "plan_id", None)
        if "slug" in data and plan:
            title, taken = data.get("title", ""), slugs_of(self._meta.model, plan, self.instance)
            if not data["slug"] or (data["slug"] in taken and self._is_made_from(title)):
                data["slug"] = free_slug(title, taken, str(self._meta.model._meta.model_name))
        return data

    def _is_made_from(self, title: str) -> bool:
        """Not chosen by the person: the page fills it in while the title is typed, and does not know of the
        others. A published address is not asked for."""
        made, slug = slug_of(title), self.cleaned_data["slug"]
        return bool(slug == made or (len(slug) > LONG and slug[:LONG] == made[:LONG]))


class ContinuingForm(ModelForm):
    """A part continues one of the same municipality."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        before = self.cleaned_data.get("predecessor")
        if before is None:
            return
        of = policies[self._meta.model].scope.municipality_of
        own, foreign = of(self.instance), of(before)
        if own != foreign:
            self.add_error("predecessor", _("What it continues must be of the same municipality."))


class MergingForm(NumberedForm):
    """A part continues one of an earlier plan of the same municipality, and where several were merged
    into it the others too."""

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        first, others = data.get("predecessor"), list(data.get("also_continues") or ())
        for field, before in [("predecessor", first), *(("also_continues", one) for one in others)]:
            self._refuse_unless_earlier(data, field, before)
        if others and (first is None or first in others or self.instance in others):
            text = _("Choose one as the one that it continues, and here the others.")
            raise ValidationError({"also_continues": text})
        return data

    def _refuse_unless_earlier(self, data: dict[str, Any], field: str, before: Any) -> None:
        parents = [data.get(name) or self._stored(name) for name in self.parent_fields]
        parent = next(filter(None, parents), None)
        plan, earlier = plan_around(parent), plan_around(before)
        if plan is None or earlier is None:
            return
        if earlier.municipality_id != plan.municipality_id:
            raise ValidationError({field: _("What it continues must be of the same municipality.")})
        if earlier.year >= plan.year:
            raise ValidationError({field: _("What it continues must be of an earlier year.")})

    def _stored(self, name: str) -> Any:
        return getattr(self.instance, name) if getattr(self.instance, f"{name}_id") else None


DOES_NOT_FIT = _("Choose what belongs to the plan and is valid in its period.")


def narrow(
    form: Any, name: str, rows: Callable[[QuerySet[Any]], QuerySet[Any]], refused: Any = DOES_NOT_FIT
) -> None:
    """Narrows the choices of a field, already cut to the person's own, in a form class of one
    request. A form that is only read has no such field. `refused` is said of another choice, which a page
    offers that was opened before the plan was known."""
    field = form.base_fields.get(name)
    if field is not None:
        field.queryset = rows(field.queryset)
        field.error_messages = {**field.error_messages, "invalid_choice": refused}


def slugs_of(model: type[Model], plan: Any, but: Model | None = None) -> set[str]:
    rows = model._default_manager.filter(plan=plan)
    if but and but.pk:
        rows = rows.exclude(pk=but.pk)
    return set(rows.values_list("slug", flat=True))


class Rows(InlineFormSet):
    """Reads the choices of a field once for all rows; each row would read the same ones again. Has no more rows than
    were sent, whatever number is said."""

    def total_form_count(self) -> int:
        total: int = super().total_form_count()
        return min(total, self._rows_sent) if self.is_bound else total

    @cached_property
    def _rows_sent(self) -> int:
        start = f"{self.prefix}-"
        numbers = {name.removeprefix(start).partition("-")[0] for name in self.data if name.startswith(start)}
        return len({number for number in numbers if number.isdecimal()})

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Delete")
        shared: dict[str, Any] = self.__dict__.setdefault("_shared_choices", {})
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and lists_choices(field):
                choices: Any = field.choices
                if name not in shared:
                    shared[name] = list(iter(choices))
                field.choices = shared[name]


def lists_choices(field: forms.ModelChoiceField) -> bool:  # type: ignore[type-arg]
    """Not so a hidden key, nor a field that finds its choices while one types."""
    widget = getattr(field.widget, "widget", field.widget)
    return not isinstance(widget, AutocompleteMixin | forms.HiddenInput)


class NumberedRows(Rows):
    """Rows with a number of their own under one parent.

    A row without a number gets the next free one. Numbers may change places in one save, although
    the database keeps each of them unique at every moment.
    """

    number_field: ClassVar[str] = "number"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.number_field in form.fields:
            field = form.fields[self.number_field]
            field.required = field.widget.is_required = False
            field.widget.attrs["placeholder"] = _("next")
            _without_default(form, self.number_field)

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        live = [form for form in self.forms if self._is_kept(form)]
        given = {self._number(form) for form in live} - {None}
        others = self._rows_not_shown()
        if self._is_unique() and given & set(others.values_list(self.number_field, flat=True)):
            raise ValidationError(
                _("Somebody else has just used one of these numbers. Open the page again to see it.")
            )
        highest = max([number for number in given if number is not None], default=0)
        free = max(highest + 1, next_number(others, self.number_field))
        for form in live:
            if self._number(form) is None:
                form.cleaned_data[self.number_field] = free
                setattr(form.instance, self.number_field, free)
                free += 1

    def save(self, commit: bool = True) -> list[Any]:
        if commit and self._is_unique():
            self._step_aside()
        saved: list[Any] = super().save(commit)
        return saved

    def _step_aside(self) -> None:
        """Every row whose number changes, or that is deleted, first takes a number that nobody
        has; then each can take its new one, in whatever order they are saved."""
        moving = [
            form.instance
            for form in self.initial_forms
            if form in self.deleted_forms or self.number_field in form.changed_data
        ]
        if not moving:
            return
        rows = self._siblings()
        taken = [self._number(form) or 0 for form in self.forms if self._is_kept(form)]
        aside = max([next_number(rows, self.number_field) - 1, *taken])
        for offset, row in enumerate(moving, start=1):
            rows.filter(pk=row.pk).update(**{self.number_field: aside + offset})

    def _is_kept(self, form: Any) -> bool:
        if form in self.deleted_forms or self.number_field not in form.fields:
            return False
        return form in self.initial_forms or form.has_changed()

    def _number(self, form: Any) -> int | None:
        number: int | None = form.cleaned_data.get(self.number_field)
        return number

    def _siblings(self) -> QuerySet[Any]:
        if not self.instance.pk:
            return self.model._default_manager.none()
        return self.model._default_manager.filter(**{self.fk.name: self.instance})

    def _rows_not_shown(self) -> QuerySet[Any]:
        return self._siblings().exclude(pk__in=[form.instance.pk for form in self.initial_forms])

    def _is_unique(self) -> bool:
        return any(
            isinstance(constraint, UniqueConstraint) and self.number_field in constraint.fields
            for constraint in self.model._meta.constraints
        )


class PositionedRows(NumberedRows):
    number_field = "position"


class NestedRows(InlineFormSet):
    """Rows that are parts of one another: each is valid against what is stored, but changed in one save
    two could become parts of each other, and both would be gone from the plan."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        above = {form.instance.pk: form.instance.parent_id for form in self.initial_forms}
        for key in above:
            seen = {key}
            while (key := above.get(key)) is not None:
                if key in seen:
                    raise ValidationError(_("A part cannot be part of itself."))
                seen.add(key)


class AddressedRows(InlineFormSet):
    """For compact rows without a field for the address: a new one gets it from its title."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        taken = slugs_of(self.model, self.instance)
        form.instance.slug = free_slug(form.instance.title, taken, str(self.model._meta.model_name))
        return super().save_new(form, commit)
