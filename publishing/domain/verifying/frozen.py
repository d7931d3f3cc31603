"""The texts that steps and links name, the PDFs in which they are read before they are published, and files among the stored
PDFs that no row names."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.checksum import sha256
from publishing.domain.verifying.editions import faults_of_pdf
from publishing.domain.verifying.finding import Finding
from publishing.models import Edition, FrozenText, Rendition, TextPdf
from publishing.models.edition import edition_storage


def of_texts() -> Iterator[Finding]:
    texts = FrozenText.objects.select_related("rendered").order_by("pk").iterator(chunk_size=20)
    for text in texts:
        if faults := tuple(_faults(text)):
            yield Finding(_("Sent or shared text %(number)d") % {"number": text.pk}, faults)


def _faults(text: FrozenText) -> Iterator[str]:
    if sha256(text.document_json) != text.document_sha256:
        yield _("The JSON does not fit its checksum.")
    if hasattr(text, "rendered"):
        yield from faults_of_pdf(text.rendered, "PDF", text.document_sha256)


IN_THE_MAKING = timedelta(minutes=10)
"""A file is stored a moment before its row."""


def of_left_over_files() -> Iterator[Finding]:
    """Folder by folder; what a killed process left behind is among it, and may be deleted."""
    storage = edition_storage()
    for folder, names in _folders(storage, ""):
        paths = {f"{folder}{name}" for name in names}
        known: set[str] = set()
        for model in (Edition, Rendition, TextPdf):
            known.update(
                model.objects.filter(pdf__startswith=folder).values_list("pdf", flat=True).order_by()
            )
        for path in sorted(paths - known):
            if abs(timezone.now() - storage.get_modified_time(path)) > IN_THE_MAKING:
                yield Finding(path, (_("No row has this file."),))


def _folders(storage: Storage, folder: str) -> Iterator[tuple[str, list[str]]]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # nothing has been published yet
        return
    if names:
        yield folder, names
    for inner in sorted(folders):
        yield from _folders(storage, f"{folder}{inner}/")
