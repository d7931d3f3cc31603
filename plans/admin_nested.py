"""Rows of a page that hold rows of their own, as a theme's goals hold their targets: one nested formset for each
row, shown, checked and saved with it."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib.admin.helpers import InlineAdminFormSet
from django.forms import Media
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from plans.admin_forms import Rows

NESTED_FAULT = _("Correct what is marked below this one.")


class HoldingRows(Rows):
    """Each form has its nested formset as `nested`. A page that sends none, as one that was opened before there
    were any, leaves them as they are."""

    nested_class: ClassVar[type[Rows]]
    nested_inline: ClassVar[Any]
    """The inline that the rows within have on the page of the row that holds them; and its fieldsets."""
    nested_fieldsets: ClassVar[Any]
    nested_name: ClassVar[str]
    """The relation that leads from a row to those within it."""
    may_change_nested: ClassVar[bool] = False

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        prefix = f"{form.prefix}-{self.nested_name}"
        sent = self.may_change_nested and self.is_bound and f"{prefix}-{TOTAL_FORM_COUNT}" in self.data
        data, files = (self.data, self.files) if sent else (None, None)
        form.nested = self.nested_class(data, files, instance=form.instance, prefix=prefix)
        form.nested.formset_key = f"{self.nested_name}-of-{form.instance.pk}"
        form.instance.__dict__["nested"] = form.nested  # for `shown`, which is given the row
        if sent and form.nested.has_changed():
            form.empty_permitted = False  # what is written within a new row needs the row

    @property
    def media(self) -> Media:
        nested: Media = self.nested_inline.media + self.nested_class(prefix=self.nested_name).media
        own: Media = super().media
        both: Media = own + nested
        return both

    def has_changed(self) -> bool:
        return super().has_changed() or any(
            form.nested.is_bound and form.nested.has_changed() for form in self.forms
        )

    def clean(self) -> None:
        for form in self._sent():
            if not form.nested.is_valid():
                form.add_error(None, NESTED_FAULT)
        super().clean()

    def save(self, commit: bool = True) -> list[Any]:
        saved: list[Any] = super().save(commit)
        for form in list(self._with_changes()) if commit else ():
            form.nested.save()
            if form in self.initial_forms and all(
                row != form.instance for row, _names in self.changed_objects
            ):
                self.changed_objects.append((form.instance, [self.nested_name]))
        return saved

    def _sent(self) -> Iterator[Any]:
        """Forms that are not to be deleted, with what is within them."""
        for form in self.forms:
            if form.nested.is_bound and not (self.can_delete and self._should_delete_form(form)):  # type: ignore[attr-defined]
                yield form

    def _with_changes(self) -> Iterator[Any]:
        return (form for form in self._sent() if form.nested.has_changed())


def shown(formset: HoldingRows, nested: Any) -> SafeString:
    """What is within a row, to be read and written as on its own page."""
    inline, may_change = formset.nested_inline, formset.may_change_nested
    rows = InlineAdminFormSet(
        inline,
        nested,
        formset.nested_fieldsets,
        readonly_fields=list(inline.readonly_fields),
        has_add_permission=False,  # one that is empty is among them already
        has_change_permission=may_change,
        has_delete_permission=may_change,
    )
    return render_to_string("admin/nested_rows.html", {"rows": rows, "formset": nested})


def with_nested(formsets: Iterable[Any]) -> list[Any]:
    """Each formset, followed by those within its stored rows. What is within new rows belongs to them."""
    found = []
    for formset in formsets:
        found.append(formset)
        if isinstance(formset, HoldingRows):
            found += [form.nested for form in formset.initial_forms if form.instance.pk]
    return found


def copy_nested(formset: HoldingRows, sent: QueryDict, sent_as: str, data: QueryDict, prefix: str) -> None:
    """What was sent within a row that is stored as a new one, where its names had the prefix `sent_as`: the rows
    within it are new too."""
    nested: Any = formset.nested_class
    start = f"{sent_as}-{formset.nested_name}-"
    keys = tuple(f"-{name}" for name in (nested.model._meta.pk.name, nested.fk.name))
    for name in [name for name in sent if name.startswith(start) and not name.endswith(keys)]:
        data.setlist(f"{prefix}{name.removeprefix(sent_as)}", sent.getlist(name))
    if f"{start}{TOTAL_FORM_COUNT}" in sent:
        data[f"{prefix}-{formset.nested_name}-{INITIAL_FORM_COUNT}"] = "0"
