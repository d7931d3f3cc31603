"""Stop: a heading skips a level (WCAG 2.2, 1.3.1). The page would close the gap, and show an order that
the author did not write."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import markdown_texts


def find(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        levels = rendered(text.value).heading_levels
        skipped = [f"{'#' * above} → {'#' * below}" for above, below in pairwise(levels) if below > above + 1]
        if skipped:
            message = _("A heading skips a level: %(skips)s. Use one # more than the heading above.")
            yield Finding(text.place, message % {"skips": ", ".join(skipped)}, text.value)


CHECK = Check("heading_order", Severity.STOP, gettext_lazy("Headings are out of order"), find)
