"""What an office file is, and whether it may be opened: the same lists that uploaded annexes are held against."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake.formats.errors import UnreadableError
from publishing.domain.scanning.office import fault_of_office


def kind_of(content: bytes) -> str:
    """Its ending, whatever its name is. Raises `UnreadableError` for what is neither Word nor OpenDocument."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
                return ".docx"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype")
                if kind == b"application/vnd.oasis.opendocument.text":
                    return ".odt"
    except (BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(_("The file is cut off or broken. Get it again.")) from error
    raise UnreadableError(
        _("The file is neither a Word file (.docx), an OpenDocument text (.odt), a PDF nor a text.")
    )


def fault_of(content: bytes, kind: str) -> str:
    """A sentence, or nothing."""
    fault = fault_of_office(BytesIO(content), f"upload{kind}")
    return f"{capfirst(str(fault)).rstrip('.')}." if fault else ""
