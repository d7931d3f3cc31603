"""Warning: a text that most citizens find hard to read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.readability import lix
from publishing.checks.rendered import rendered
from publishing.checks.texts import markdown_texts

HIGHEST = 55
"""Above it a text is very hard to read: the language of statutes (Björnsson 1968)."""


def find(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        figure = lix(rendered(text.value).plain)
        if figure is not None and figure > HIGHEST:
            message = _("LIX is %(figure)d; at most %(highest)d. Shorter sentences and words help.")
            yield Finding(text.place, message % {"figure": figure, "highest": HIGHEST}, text.value)


CHECK = Check("hard_to_read", Severity.WARNING, gettext_lazy("A text is hard to read"), find)
