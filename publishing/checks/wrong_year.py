"""Warning: a text about the future names a year that has passed: copied from the plan before."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import PlanDocument
from publishing.checks.model import Check, CheckInput, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import Form, Text, each_text, texts

YEAR = re.compile(r"(?<![\d./-])20\d\d(?![\d/]|-\d)")
IN_YEAR = re.compile(
    r"\b(?:i|for|i løbet af|inden udgangen af|ultimo|medio|primo)\s+(20\d\d)(?:\s*[-–/]\s*(20\d\d))?\b",
    re.IGNORECASE,
)
"""A year or a range of years that something happens in."""
TO_COME = re.compile(r"\b(?:vil|skal|bliver(?: det)? at|kommer til at|forventes)\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:blev|blevet|var|havde|viste)\b|20\d\d,?\s+har\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]+")


@each_text(texts)
def find(text: Text, check_input: CheckInput) -> str:
    document = check_input.document
    found = list(dict.fromkeys(_wrong(text, document)))
    if not found:
        return ""
    message = _("Is the year right? The plan is for %(years)s: %(found)s")
    return message % {"years": document.years, "found": " · ".join(f"“{one}”" for one in found)}


def _wrong(text: Text, document: PlanDocument) -> Iterator[str]:
    if text.place.kind in {"follow_up", "assessment", "chapter", "decision"}:  # they look back
        return
    if text.place.kind == "plan" and text.form is Form.TITLE:
        if any(not document.covers(int(match.group())) for match in YEAR.finditer(text.value)):
            yield text.value
        return
    words = rendered(text.value).plain if text.form is Form.MARKDOWN else text.value
    for match in SENTENCE.finditer(words):
        sentence = match.group().strip()
        if not TO_COME.search(sentence) or PAST.search(sentence):
            continue
        if any(int(last or first) < document.year for first, last in IN_YEAR.findall(sentence)):
            yield sentence


CHECK = Check("wrong_year", Severity.WARNING, gettext_lazy("A text may name the wrong year"), find)
