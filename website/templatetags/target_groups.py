"""Template tags of the pages of target groups, and of whom to call."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django import template
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from documents import markdown
from documents.target_groups import Measure
from documents.templatetags.bodies import period_of, within_sentence

register = template.Library()
register.filter("in_sentence", within_sentence)
COUNTRY_CODE = "+45"
DIGITS = 8
"""Of a Danish telephone number."""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@register.filter
def dialled(phone: str) -> str:
    """A Danish number is dialled from abroad too."""
    number = phone.replace(" ", "")
    return f"{COUNTRY_CODE}{number}" if len(number) == DIGITS and number.isdigit() else number


@register.filter
def site_name(address: str) -> str:
    """ "www.herning.dk/unge" of "https://www.herning.dk/unge/"."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/") or address


@register.filter
def opening(text: str, words: int) -> str:
    """The first paragraph, as plain text."""
    lines = markdown.plain(text).splitlines()
    return Truncator(lines[0]).words(words, truncate=" …") if lines else ""


@register.filter
def measure_facts(measure: Measure) -> list[Fact]:
    found = (
        Fact(_("Responsible"), measure.responsible_unit),
        Fact(_("In cooperation with"), measure.partners),
        Fact(_("Period"), str(capfirst(period_of(measure.starts, measure.ends)))),
    )
    return [fact for fact in found if fact.text]
