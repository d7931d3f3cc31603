"""What `manage.py check` says of the library that makes the PDFs."""

from importlib import metadata
from typing import Any

from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _

from documents.printing import tagging


def check_weasyprint(**_kwargs: Any) -> list[CheckMessage]:
    """Its own code is replaced in part (`printing/weasy.py`), which another version may not bear."""
    installed = metadata.version("weasyprint")
    if installed == tagging.WEASYPRINT:
        return []
    return [
        Error(
            _("The PDFs are written for WeasyPrint %(wanted)s, but %(installed)s is installed.")
            % {"wanted": tagging.WEASYPRINT, "installed": installed},
            hint=_(
                "Install the versions in requirements.txt: pip install --require-hashes -r requirements.txt"
            ),
            id="documents.E001",
        )
    ]
