"""A link to a place on this portal that is not there, or an address that leads nowhere, stops; a link that names a file
that is not there is a warning."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import addresses
from documents.outline import Entry, outline
from documents.tree import PlanDocument
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import Rendered, rendered
from publishing.checks.texts import Text, each_text, markdown_texts, texts

FILE = re.compile(
    r"^(?:file:|[a-z]:\\|\\\\)|[^/]\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|odt|ods|zip|png|jpe?g)(?:[?#].*)?$",
    re.IGNORECASE,
)


def internal_link(check_input: CheckInput) -> Iterator[Finding]:
    anchors = frozenset(_anchors(check_input.document))
    for text in markdown_texts(check_input.document):
        broken = list(dict.fromkeys(_broken(rendered(text.value), anchors, check_input)))
        if broken:
            yield _finding(text, broken)
    for text in texts(check_input.document):
        if text.place.field == "minutes_url" and addresses.link(text.value) is None:
            yield _finding(text, [text.value])


def _finding(text: Text, broken: list[str]) -> Finding:
    message = _("The link leads nowhere: %(links)s") % {"links": ", ".join(broken)}
    return Finding(text.place, message, text.value)


def _broken(made: Rendered, anchors: frozenset[str], check_input: CheckInput) -> Iterator[str]:
    for address in made.links:
        if address.startswith("#"):
            if address[1:] not in anchors:
                yield address
        elif address in check_input.dead_addresses and not FILE.search(address):
            yield address
    yield from (address for address in made.dropped if not FILE.search(address))


def _anchors(document: PlanDocument) -> Iterator[str]:
    def below(entries: tuple[Entry, ...]) -> Iterator[str]:
        for entry in entries:
            yield entry.anchor
            yield from below(entry.children)

    return below(outline(document))


def internal_addresses(document: PlanDocument, site: str) -> Iterator[str]:
    """Links to pages and files of this portal, as they are in the texts."""
    for text in markdown_texts(document):
        for address in rendered(text.value).links:
            if address.startswith("/") or re.match(re.escape(site) + r"(?:/|$)", address):
                yield address


@each_text(markdown_texts)
def missing_file(text: Text, check_input: CheckInput) -> str:
    made = rendered(text.value)
    named = [address for address in made.links if address in check_input.dead_addresses]
    missing = list(dict.fromkeys(filter(FILE.search, (*named, *made.dropped))))
    if not missing:
        return ""
    message = _("The file is not there: %(files)s. Add it as an annex file and link to that.")
    return message % {"files": ", ".join(missing)}


INTERNAL_LINK = Check("internal_link", Severity.STOP, gettext_lazy("A link leads nowhere"), internal_link)
MISSING_FILE = Check(
    "missing_file", Severity.WARNING, gettext_lazy("A link names a file that is not there"), missing_file
)
