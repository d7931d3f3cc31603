"""What a place in the plan is called in the report, the same for each line that went there."""

from django.utils.translation import gettext as _


def focus_area(number: int) -> str:
    """A theme, as reports on goals call it."""
    return _("Focus area %(number)d") % {"number": number}


def goal(place: str, number: int) -> str:
    return within(place, _("goal %(number)d") % {"number": number})


def within(place: str, part: str) -> str:
    return f"{place} › {part}"
