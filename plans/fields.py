"""The fields whose texts are normalised (`plans.standard`): a Markdown text however it is stored, a plain one
as a form sends it. And the form's field of a decimal number."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from markdownx.fields import MarkdownxFormField
from markdownx.models import MarkdownxField

from plans.number_input import danish_decimal
from plans.standard import standard_characters, standard_line, standardise
from plans.text_length import LONGEST_TEXT, LimitedText, not_too_long
from plans.validators import https_address

if TYPE_CHECKING:
    Mixed = LimitedText
else:
    Mixed = object


def standard(text: str) -> str:
    """A text that is too long to be stored is left as it is: it only goes back to be divided."""
    return standardise(text) if len(text) <= LONGEST_TEXT else text


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
        return standard(super().to_python(value) or "") or self.empty_value


class MarkdownFormField(StandardFormField, MarkdownxFormField):  # type: ignore[misc]
    """With the library's preview."""


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


class Standard(Mixed):  # type: ignore[type-arg]
    """Standard from the moment that it is stored, so that like is compared with like."""

    default_validators = [not_too_long]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return standard(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class HttpsField(models.URLField):  # type: ignore[type-arg]
    """The address of a page elsewhere. Where somebody leaves out how it is fetched, it is by https."""

    default_validators = [*models.URLField.default_validators, https_address]

    def deconstruct(self) -> Any:
        """To a migration it is Django's field: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class MarkdownField(Standard, MarkdownxField):  # type: ignore[misc]
    def deconstruct(self) -> Any:
        """To a migration it is the library's field: the column is the same, and so are past migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "markdownx.models.MarkdownxField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": MarkdownFormField, **kwargs})


class ShortMarkdownField(Standard, LimitedText):  # type: ignore[type-arg]
    """Of a sentence or two, written without a preview."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": StandardFormField, **kwargs})
