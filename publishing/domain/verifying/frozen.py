"""The texts that steps and links name, and the PDFs in which they are read before they are published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from publishing.checksum import sha256
from publishing.domain.verifying.editions import faults_of_pdf
from publishing.domain.verifying.finding import Finding
from publishing.models import FrozenText


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
