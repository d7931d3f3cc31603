"""Stop: a file that is not what its name says, carries something that runs, or cannot be shown."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import Attachment, PlanDocument
from publishing.checks.model import Check, CheckInput, Finding, Place, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import attachment_part, chapter_part, markdown_texts


def find(check_input: CheckInput) -> Iterator[Finding]:
    for place, path in named_files(check_input.document):
        fault = check_input.file_faults.get(path)
        if fault is not None:
            reason = fault or _("there is no such file")
            yield Finding(place, f"{path}: {reason}", path)


def named_files(document: PlanDocument) -> Iterator[tuple[Place, str]]:
    """Annex files, the crest and pictures in texts: each with the place that names it."""
    if document.municipality.crest:
        place = Place("municipality", "", "crest", document.municipality.name)
        yield place, document.municipality.crest
    yield from _attachments(document.attachments, "")
    for section in document.all_sections():
        yield from _attachments(section.attachments, section.slug)
    if report := document.follow_up:
        for chapter in report.chapters:
            for attachment in chapter.attachments:
                yield chapter_part(report, chapter).place("annex"), attachment.path
    for text in markdown_texts(document):
        for picture in rendered(text.value).pictures:
            yield text.place, picture.address


def _attachments(attachments: tuple[Attachment, ...], section: str) -> Iterator[tuple[Place, str]]:
    for position, attachment in enumerate(attachments):
        yield attachment_part(attachment, section, position).place("file"), attachment.path


CHECK = Check("file_scan", Severity.STOP, gettext_lazy("A file cannot be published"), find)
