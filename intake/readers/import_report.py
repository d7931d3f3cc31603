"""The report of a reading, for the person who imported."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intake.readers.parse_result import ParseResult, quoted


def report(result: ParseResult) -> Iterator[str]:
    """Line for line where it went; then what went nowhere; then what only a person can decide."""
    yield _("Where each line went:")
    for placement in result.placements:
        if placement.place:
            yield f"  {placement.number:>5}  {placement.place}"
    yield ""
    yield _("Not placed: %(lines)s") % {"lines": len(result.unplaced) or _("no lines")}
    for placement in result.unplaced:
        yield f"  {placement.number:>5}  {quoted(placement.text)}"
    yield ""
    yield _("Questions: %(count)s") % {"count": len(result.questions) or pgettext("questions", "none")}
    for question in result.questions:
        yield f"  - {question}"
