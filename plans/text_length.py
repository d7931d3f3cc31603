"""The greatest length of texts: checked by the field's validator and by a database constraint. Never by
HTML's `maxlength`, which silently cuts what is pasted. Every stored text is read by the portal's grammar
again and again, and is read in time because it is not longer than this.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 100_000
"""Characters: some forty pages."""


def not_too_long(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            _("The text has %(length)s characters; at most %(limit)s are possible. Divide it."),
            code="too_long",
            params={
                "length": number_format(len(text), force_grouping=True),
                "limit": number_format(LONGEST_TEXT, force_grouping=True),
            },
        )


class _LimitedText(models.TextField):  # type: ignore[type-arg]  # the name below has its types
    """A text without formatting."""

    default_validators = [not_too_long]

    def deconstruct(self) -> Any:
        """To a migration it is Django's field: the column is the same, and so are past migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


if TYPE_CHECKING:
    LimitedText = models.TextField
else:
    LimitedText = _LimitedText


class TextLength(models.CheckConstraint):
    """Forms do not ask the database: the field's validator has said it already, in words."""

    def validate(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def text_lengths(model: str, *fields: str) -> list[models.BaseConstraint]:
    """The constraints of a model's texts, for its `Meta`."""
    return [
        TextLength(
            condition=LessThanOrEqual(Length(field), LONGEST_TEXT), name=f"{model}_{field}_is_not_too_long"
        )
        for field in fields
    ]
