"""Pictures for texts: what is stored is re-encoded from the pixels, whatever the file claimed, and none is
stored without words for those who do not see it (WCAG 2.2, 1.1.1)."""

import re
import warnings
from io import BytesIO
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from plans.uploads import MAX_PIXELS, PICTURES, folder

LONGEST_DESCRIPTION = 300
"""Characters. A screen reader reads it in one piece, with no way to go back a sentence."""

SUFFIXES = {"JPEG": "jpg", "PNG": "png"}
MODES = {"JPEG": ("L", "RGB"), "PNG": ("L", "LA", "RGB", "RGBA")}
"""What is kept as it is; everything else (palettes, CMYK, 16 bits) becomes the last of them."""


class PictureForm(forms.Form):
    """A JPEG or PNG by its content, and what it shows. Stored upright, no wider than a print shop
    can use, and without what a camera writes into it: place, time, owner."""

    image = forms.FileField(
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "missing": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("The picture is empty."),
        }
    )

    description = forms.CharField(
        max_length=LONGEST_DESCRIPTION,
        error_messages={"required": gettext_lazy("Write what the picture shows.")},
    )

    def clean_image(self) -> Any:
        upload = self.cleaned_data["image"]
        if upload.size > settings.MARKDOWNX_UPLOAD_MAX_SIZE:
            raise ValidationError(
                _("The picture is larger than %(limit)d MB."),
                params={"limit": settings.MARKDOWNX_UPLOAD_MAX_SIZE // 1024 // 1024},
            )
        try:
            self.suffix, self.content = _remade(upload)
        except Image.DecompressionBombError as error:
            raise ValidationError(_too_many_pixels()) from error
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(
                _("The file is not a picture that can be read. Use JPEG or PNG.")
            ) from error
        return upload

    def save(self, municipality: int) -> str:
        """Stores the picture in that one's folder; gives the Markdown that shows it."""
        path = f"{folder(PICTURES, municipality)}/{uuid4()}.{self.suffix}"
        address = default_storage.url(default_storage.save(path, ContentFile(self.content)))
        words = " ".join(self.cleaned_data["description"].split())
        escaped = re.sub(r"([\\\[\]*_~^`<&])", r"\\\1", words)
        return f"![{escaped}]({address})"


def _too_many_pixels() -> str:
    return _("The picture has too many pixels. Make it smaller first.")


def _remade(upload: Any) -> tuple[str, bytes]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MAX_PIXELS is stricter
        with Image.open(upload, formats=tuple(SUFFIXES)) as claimed:
            if claimed.width * claimed.height > MAX_PIXELS:
                raise ValidationError(_too_many_pixels())
            claimed.verify()
        upload.seek(0)
        with Image.open(upload, formats=tuple(SUFFIXES)) as opened:
            return _encoded(opened)


def _encoded(opened: Image.Image) -> tuple[str, bytes]:
    kind = "PNG" if opened.format == "PNG" else "JPEG"  # phones' MPO files are JPEG with more inside
    wanted: dict[str, Any] = settings.MARKDOWNX_IMAGE_MAX_SIZE
    width = wanted["size"][0]
    picture = ImageOps.exif_transpose(opened)
    if picture.mode not in MODES[kind]:
        picture = picture.convert(MODES[kind][-1])
    if picture.width > width:
        picture = picture.resize(
            (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
        )
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    content = BytesIO()
    colours = opened.info.get("icc_profile") if picture.mode == opened.mode else None
    bare.save(
        content,
        kind,
        quality=wanted["quality"],
        optimize=True,
        icc_profile=colours,
    )
    return SUFFIXES[kind], content.getvalue()
