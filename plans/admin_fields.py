"""The fields of the admin's forms: which widget and which reading each column has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import CharField, DecimalField, EmailField, SlugField, TextField, URLField
from django.utils.translation import gettext as _

from plans.fields import LineFormField, LinesFormField, MarkdownField, ShortMarkdownField
from plans.numbers import danish_decimal
from plans.widgets import MarkdownWidget


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


def keep_pictures_of(form: Any, municipality: int | None) -> None:
    """Tells the form's texts whose folder their pictures go into."""
    for field in form.base_fields.values():
        if isinstance(field.widget, MarkdownWidget):
            field.widget.municipality = municipality
