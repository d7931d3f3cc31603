"""PDFs of plans made for trial. A page is printed once, and each edition's has its own text inside, as `verify` asks for:
to print thousands of plans takes days."""

from io import BytesIO

import pikepdf
from django.conf import settings
from django.utils import timezone

from desk.management.country.texts import NOTICE
from documents.codec import to_json
from documents.printing import Pdf, render_pdf
from documents.stamp import FILE_NAME, Stamp
from documents.tree import Municipality, PlanDocument, Section


class Press:
    def __init__(self) -> None:
        stamp = Stamp("", timezone.localdate(), settings.SITE_URL, "", draft=True)
        town = Municipality("Opdigtede Kommune", "Opdigtede", "opdigtede", "999")
        sections = (Section("Om planen", "om-planen", body=NOTICE),)
        document = PlanDocument(town, "Opdigtet plan", 2020, 2020, sections=sections)
        self._page = render_pdf(document, stamp, to_json(document))

    def __call__(self, document_json: str) -> Pdf:
        with pikepdf.open(BytesIO(self._page.content)) as pdf, BytesIO() as file:
            for name in list(pdf.attachments):
                del pdf.attachments[name]
            attached = pikepdf.AttachedFileSpec(
                pdf,
                document_json.encode(),
                description="",
                filename=FILE_NAME,
                mime_type="application/json",
                creation_date="",
                mod_date="",
            )
            pdf.attachments[FILE_NAME] = attached
            pdf.save(file)
            return Pdf(file.getvalue(), self._page.pages)
