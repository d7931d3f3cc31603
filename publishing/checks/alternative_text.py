"""Stop: a picture without a text for those who do not see it (WCAG 2.2, 1.1.1)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import markdown_texts


def find(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        bare = [one.address for one in rendered(text.value).pictures if not one.description.strip()]
        if bare:
            message = _("Write between [ and ] what the picture shows: %(pictures)s")
            yield Finding(text.place, message % {"pictures": ", ".join(bare)}, text.value)


CHECK = Check("alternative_text", Severity.STOP, gettext_lazy("A picture has no alternative text"), find)
