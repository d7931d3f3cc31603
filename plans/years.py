"""The years that a plan covers: in words, and one by one. Imports nothing of the portal's."""

from datetime import date

from django.utils.translation import gettext as _


def year_span(first: int, last: int | None) -> str:
    """ "2019", "2022–2025" where there are several, or "2026 og frem" where there is no last one."""
    if last is None:
        return _("%(year)d and onwards") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def years_of(first: int, last: int | None, today: date) -> range:
    """The years that something is about: where there is no last one, those that have begun, and its first."""
    return range(first, max(first, today.year if last is None else last) + 1)
