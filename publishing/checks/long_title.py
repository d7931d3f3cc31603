"""Warning: a title that no menu, cover or search result has room for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.texts import Form, texts

LONGEST = 120
"""Characters."""


def find(check_input: CheckInput) -> Iterator[Finding]:
    for text in texts(check_input.document):
        if text.form is Form.TITLE and len(text.value) > LONGEST:
            message = _("The title has %(length)d characters; at most %(longest)d can be read at a glance.")
            shown = {"length": len(text.value), "longest": LONGEST}
            yield Finding(text.place, message % shown, text.value)


CHECK = Check("long_title", Severity.WARNING, gettext_lazy("A title is too long"), find)
