"""Stop: a number that looks like a CPR number. Once published it cannot be taken back."""

import re
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Severity
from publishing.checks.texts import Text, each_text, texts

NUMBER = re.compile(
    r"(?<![\d.,/-])(\d\d)(\d\d)(\d\d)(?:[ \u00a0]?[-\u2010\u2011\u2012\u2013][ \u00a0]?|[ \u00a0])?(\d)\d{3}(?!\d|-\d)"
)


@each_text(texts)
def find(text: Text, check_input: CheckInput) -> str:
    found = cpr_numbers(text.value, check_input.today)
    if not found:
        return ""
    # The whole number is not repeated: the list of findings goes by e-mail and in logs.
    shown = ", ".join(f"{number[:6]}-xxxx" for number in found)
    message = _("Looks like a CPR number: %(numbers)s. Remove it, or write it in another way.")
    return message % {"numbers": shown}


def cpr_numbers(text: str, today: date) -> list[str]:
    """Ten digits, with or without a hyphen, that begin with the birthday of somebody born by `today`. The
    check digit proves nothing: numbers without one have been given out since 2007."""
    return [match.group() for match in NUMBER.finditer(text) if _is_birthday(match, today)]


def _is_birthday(match: re.Match[str], today: date) -> bool:
    day, month, year, seventh = (int(part) for part in match.groups())
    try:
        born = date(_century(year, seventh) + year, month, day)
    except ValueError:
        return False
    return born <= today


def _century(year: int, seventh: int) -> int:
    """What the seventh digit says of the century (cpr.dk, Personnummeret i CPR)."""
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


CHECK = Check("cpr_number", Severity.STOP, gettext_lazy("Something looks like a CPR number"), find)
