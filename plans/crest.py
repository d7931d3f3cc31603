"""A municipality's crest: a picture, or a drawing that has been made safe (`plans/svg`) before it is stored, by
whatever way it comes."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models.fields.files import FieldFile

from plans.svg import UnsafeDrawingError, safe_svg

TYPES = ["png", "jpg", "jpeg", "svg"]


def is_drawing(name: str | None) -> bool:
    return PurePath(name or "").suffix.lower() == ".svg"


def drawing_is_safe(crest: FieldFile) -> None:
    """Of a file that is being uploaded: a stored one has been looked at."""
    if not is_drawing(crest.name) or crest._committed:  # type: ignore[attr-defined]
        return
    try:
        safe_svg(_content(crest.file))
    except UnsafeDrawingError as error:
        raise ValidationError(str(error), code="unsafe_drawing") from error


class CrestFile(FieldFile):
    def save(self, name: str, content: "File[Any]", save: bool = True) -> None:
        """Raises `UnsafeDrawingError` where nobody has asked the validator."""
        if is_drawing(name):
            content = ContentFile(safe_svg(_content(content)))
        super().save(name, content, save)


class CrestField(models.FileField):
    attr_class = CrestFile
    default_validators = [FileExtensionValidator(TYPES), drawing_is_safe]

    def deconstruct(self) -> Any:
        """To a migration it is Django's field: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


def _content(file: "File[Any]") -> bytes:
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content if isinstance(content, bytes) else str(content).encode()
