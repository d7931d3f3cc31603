"""Warning: a link names a file that is not there."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import markdown_texts

FILE = re.compile(
    r"^(?:file:|[a-z]:\\|\\\\)|[^/]\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|odt|ods|zip|png|jpe?g)(?:[?#].*)?$",
    re.IGNORECASE,
)


def names_a_file(address: str) -> bool:
    return FILE.search(address) is not None


def find(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        made = rendered(text.value)
        named = [address for address in made.links if address in check_input.dead_addresses]
        missing = list(dict.fromkeys(filter(names_a_file, (*named, *made.dropped))))
        if missing:
            message = _("The file is not there: %(files)s. Add it as an annex file and link to that.")
            yield Finding(text.place, message % {"files": ", ".join(missing)}, text.value)


CHECK = Check("missing_file", Severity.WARNING, gettext_lazy("A link names a file that is not there"), find)
