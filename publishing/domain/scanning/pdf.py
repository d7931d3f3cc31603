"""PDF: every object is checked, wherever it is, in object streams and behind an empty password too.

What acts in a PDF is an action. Only those that lead to a place or to an address of the web are let through:
what is not known is refused."""

import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from publishing.domain.scanning.faults import (
    CARRIES,
    FETCHES,
    LOCKED,
    PRINT_ANEW,
    RUNS,
    TOO_LARGE,
    UPLOAD_APART,
    WRONG_TYPE,
    Clock,
    Fault,
    FoundError,
    TooLargeError,
    found,
)

if TYPE_CHECKING:
    from pikepdf import Pdf

UNFOLDED = 64 * 1024 * 1024
"""Bytes to which one stream of objects may unfold."""
OBJECTS = 1_000_000
BY_ITSELF = {"/GoTo", "/GoToDp", "/Named", "/SetOCGState", "/Trans"}
"""What may happen without a click, when a document or a page is opened."""
ON_CLICK = {*BY_ITSELF, "/URI", "/Thread", "/ResetForm", "/Hide"}
RUNNING = {"/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView"}
FETCHING = {"/SubmitForm", "/ImportData", "/GoToR", "/GoToE"}
ALLOWED = {"/A": ON_CLICK, "/PA": ON_CLICK, "/Next": ON_CLICK, "/AA": BY_ITSELF, "/OpenAction": BY_ITSELF}
PLAYED = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
"""Annotations that are played by a program inside the reader's."""
SCHEMES = {"http", "https", "mailto", "tel", ""}
DATA = {".csv", ".json", ".txt", ".xml"}
"""What a PDF may carry inside it: figures and metadata, as archives' PDFs do."""


def fault_of_pdf(handle: BinaryIO, _path: str) -> Fault:
    import pikepdf  # noqa: PLC0415 (slow import)

    if not handle.read(1024).lstrip(b"\xef\xbb\xbf\0\t\n\f\r ").startswith(b"%PDF-"):
        return WRONG_TYPE
    handle.seek(0)
    _limit()
    try:
        with pikepdf.open(handle) as pdf:
            _look_through(pdf)
            warnings = " ".join(map(str, pdf.get_warnings()))
    except FoundError as error:
        return error.fault
    except TooLargeError:
        return TOO_LARGE
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, RuntimeError, RecursionError, ValueError, zlib.error):
        return WRONG_TYPE
    if "limit exceeded" in warnings:
        return TOO_LARGE
    # What cannot be read here, another reader may read.
    return WRONG_TYPE if "error decoding" in warnings else None


@lru_cache(maxsize=1)
def _limit() -> None:
    """Once in a process: these are pikepdf's own for all that it opens."""
    import pikepdf  # noqa: PLC0415 (slow import)

    pikepdf.settings.set_qpdf_limits(flate_max_memory=UNFOLDED, run_length_max_memory=UNFOLDED)


def _look_through(pdf: "Pdf") -> None:
    clock = Clock()
    if len(pdf.objects) > OBJECTS:
        raise TooLargeError
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        raise found(RUNS, "JavaScript", PRINT_ANEW)
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        raise found(RUNS, "XFA", PRINT_ANEW)
    for number, thing in enumerate(pdf.objects):
        if number % 1000 == 0:
            clock.look()
        for dictionary in _dictionaries(thing):
            _look_at(dictionary)


def _dictionaries(thing: Any) -> Iterator[Any]:
    """The object and its direct content. What it refers to is checked as an object of its own."""
    import pikepdf  # noqa: PLC0415 (slow import)

    waiting, own = [thing], True
    while waiting:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Object) or (one.is_indirect and not own):
            continue
        own = False
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            waiting.extend(value for _key, value in one.items())


def _look_at(one: Any) -> None:
    kind = str(one.get("/S", ""))
    if kind in RUNNING:
        raise found(RUNS, kind.strip("/"), PRINT_ANEW)
    if kind in FETCHING:
        raise found(FETCHES, kind.strip("/"), PRINT_ANEW)
    for key, allowed in ALLOWED.items():
        for action in _actions(one.get(key)):
            if action not in allowed:
                raise found(FETCHES if action in FETCHING else RUNS, action.strip("/"), PRINT_ANEW)
    if _is_text(one.get("/JS")):
        raise found(RUNS, "JavaScript", PRINT_ANEW)
    if "/XFA" in one and "/Fields" in one:
        raise found(RUNS, "XFA", PRINT_ANEW)
    if str(one.get("/Subtype", "")) in PLAYED and "/Rect" in one:
        raise found(RUNS, str(one.Subtype).strip("/"), PRINT_ANEW)
    if kind == "/URI" and urlsplit(str(one.get("/URI", "")).strip()).scheme.lower() not in SCHEMES:
        raise found(FETCHES, str(one.URI), PRINT_ANEW)
    if kind == "/Thread" and "/F" in one:
        raise found(FETCHES, "Thread", PRINT_ANEW)
    if "/EF" in one:
        _look_inside(one)


def _actions(value: Any) -> Iterator[str]:
    """Names of the actions that a value is or holds. A value of another meaning names none."""
    import pikepdf  # noqa: PLC0415 (slow import)

    held = list(value) if isinstance(value, pikepdf.Array) else [value]
    for one in held:
        if not isinstance(one, pikepdf.Dictionary):
            continue
        for action in [one, *(part for _key, part in one.items())]:
            if isinstance(action, pikepdf.Dictionary) and _is_action(action):
                yield str(action.S)


def _is_action(one: Any) -> bool:
    """Borders, effects and the parts of a text have an /S too, but are elsewhere."""
    return "/S" in one and str(one.get("/Type", "/Action")) == "/Action" and "/P" not in one


def _is_text(value: Any) -> bool:
    import pikepdf  # noqa: PLC0415 (slow import)

    return isinstance(value, pikepdf.String | str)


def _look_inside(one: Any) -> None:
    name = str(one.get("/UF") or one.get("/F") or "?")
    if PurePosixPath(name).suffix.lower() not in DATA:
        raise found(CARRIES, name, UPLOAD_APART)
    for _key, stream in one.EF.items():
        content = _unfolded(stream)
        if b"\0" in content or content.lstrip()[:2] in (b"MZ", b"PK", b"#!"):
            raise found(CARRIES, name, UPLOAD_APART)


def _unfolded(stream: Any) -> bytes:
    """No further than to the limit. Raises `TooLargeError`."""
    filters = str(stream.get("/Filter", ""))
    raw: bytes = stream.read_raw_bytes()
    if not filters:
        return raw
    if filters.count("/") != 1 or "FlateDecode" not in filters or "/DecodeParms" in stream:
        raise TooLargeError
    content = zlib.decompressobj().decompress(raw, UNFOLDED)
    if len(content) >= UNFOLDED:
        raise TooLargeError
    return content
