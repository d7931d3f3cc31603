"""The fields whose texts pass the door (`plans.standard`): a Markdown text however it is stored, a plain one as a
form sends it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from markdownx.fields import MarkdownxFormField
from markdownx.models import MarkdownxField

from plans.standard import standard_characters, standard_line, standardise

if TYPE_CHECKING:
    Mixed = models.TextField[Any, Any]
else:
    Mixed = object


class LineFormField(forms.CharField):
    """A title or another text of one line."""

    def to_python(self, value: Any) -> Any:
        return standard_line(super().to_python(value) or "") or self.empty_value


class LinesFormField(forms.CharField):
    """A text without Markdown."""

    def to_python(self, value: Any) -> Any:
        return standard_characters(super().to_python(value) or "").strip() or self.empty_value


class StandardFormField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        return standardise(super().to_python(value) or "") or self.empty_value


class MarkdownFormField(StandardFormField, MarkdownxFormField):  # type: ignore[misc]
    """With the library's preview."""


class Standard(Mixed):
    """Standard from the moment that it is stored, so that like is compared with like."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return standardise(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class MarkdownField(Standard, MarkdownxField):  # type: ignore[misc]
    def deconstruct(self) -> Any:
        """To a migration it is the library's field: the column is the same, and so are past migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "markdownx.models.MarkdownxField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": MarkdownFormField, **kwargs})


class ShortMarkdownField(Standard, models.TextField):  # type: ignore[type-arg]
    """Of a sentence or two, written without a preview."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": StandardFormField, **kwargs})
