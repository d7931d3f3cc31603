"""Rules that a single value must meet."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import RegexValidator
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _

MIN_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against its background."""

ATTACHMENT_TYPES = {".pdf", ".docx", ".xlsx", ".csv", ".txt", ".odt", ".ods"}

municipality_code = RegexValidator(r"^\d{3}$", _("The code is three digits, e.g. 657."))
KLE = r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}(-[A-ZÆØÅ][0-9]{2})?"
"""A subject of the municipalities' own index of cases, and perhaps what is done in it: 15.20.00-P22."""
kle_number = RegexValidator(
    rf"\A{KLE}\Z",
    _("Write the number as in KLE, e.g. 15.20.00 or 15.20.00-P22."),
)
https_address = RegexValidator(
    r"\Ahttps://[^/?\#\s\\]+[^\s\\]*\Z", _("Write the whole address, beginning with https://.")
)
phone_number = RegexValidator(
    r"\A\+?[0-9][0-9 ]{3,18}[0-9]\Z", _("Write the number with digits and spaces, e.g. 12 34 56 78.")
)
hex_colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as #0b5468."))


def contrast_with_white(colour: str) -> float:
    """Contrast ratio 1–21 of `#rrggbb` against white (WCAG 2.2, relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def readable_on_white(colour: str) -> None:
    hex_colour(colour)
    ratio = contrast_with_white(colour)
    if ratio < MIN_CONTRAST:
        raise ValidationError(
            _("The colour is too light: its contrast with white is %(ratio).1f, at least 4.5 is needed."),
            params={"ratio": ratio},
        )


def attachment_type(file: "File[bytes]") -> None:
    if PurePath(file.name or "").suffix.lower() not in ATTACHMENT_TYPES:
        raise ValidationError(
            _("The file must be one of these types: %(types)s."),
            params={"types": ", ".join(sorted(ATTACHMENT_TYPES))},
        )


def not_an_address_of_the_portal(slug: str) -> None:
    """A municipality's public addresses begin with its slug, where the portal has pages of its own."""
    if slug.lower() in portal_addresses():
        raise ValidationError(_("The portal itself uses this address. Choose another, e.g. with “-kommune”."))


OF_A_MUNICIPALITY = {
    "afsnit",
    "api",
    "feed",
    "maal",
    "maalgruppe",
    "maalgrupper",
    "ministermaal",
    "opfoelgning",
    "plan",
    "planer",
    "sammenlign",
    "serie",
    "soeg",
    "tal",
    "tema",
    "traad",
    "udgave",
    "udgaver",
    "was",
}
"""Words that follow, or will follow, a municipality's address or a year's."""


def not_an_address_of_a_municipality(slug: str) -> None:
    """A series follows its municipality in public addresses, before the year: it begins with a letter."""
    if slug.lower() in OF_A_MUNICIPALITY:
        raise ValidationError(_("The portal itself uses this address. Choose another."))
    if not re.fullmatch(r"[a-z][a-z0-9-]*", slug):
        raise ValidationError(_("Write small letters a to z, digits and hyphens, beginning with a letter."))


def portal_addresses() -> frozenset[str]:
    """The first parts of the portal's own paths, read from the URL configuration so that a new page
    cannot be forgotten."""
    files = {url.strip("/").partition("/")[0] for url in (settings.STATIC_URL, settings.MEDIA_URL)}
    return frozenset(files.union(_first_parts(get_resolver().url_patterns)))


def _first_parts(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        first, slash, _rest = str(pattern.pattern).partition("/")
        if isinstance(pattern, URLResolver) and not slash:
            yield from _first_parts(pattern.url_patterns)
        elif first and "<" not in first:
            yield first
