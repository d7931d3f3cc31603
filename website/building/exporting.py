"""The built site as a folder that needs no server: links are relative, and beside the pages lie a list of editions, the chain of
proof and the checksum of every file. For archives, and for a bad day."""

import hashlib
import json
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from publishing.domain import proof
from publishing.models import Edition
from website.building import folders
from website.building.folders import SHARED

TAG = re.compile(r"<(?:a|form|img|link|script|source)\s[^<>]*>")
LINK = re.compile(r'\s(?:action|href|src)="(/[^"]*)"')
STYLE_URL = re.compile(r"url\(([^()]*)\)")
ARCHIVE = "arkiv"
LEADS_ON = '<!doctype html><html lang="da"><meta charset="utf-8"><title>{title}</title><meta http-equiv="refresh" content="0; url={url}"><p><a href="{url}">{title}</a></p></html>\n'


class ExportError(Exception):
    """Nothing was written; the message says why."""


@dataclass(slots=True)
class Export:
    """`sources` are the files of the built site by their name in the folder."""

    folder: Path
    sources: dict[str, Path]
    static: set[str] = field(default_factory=set)


def export(folder: Path, units: Iterable[str]) -> int:
    """How many files were written. `units` have been built. Raises `ExportError`."""
    if folder.exists() and any(folder.iterdir()):
        raise ExportError(str(folder))
    found = list(units)
    made = Export(folder, dict(_sources(found)))
    for name, source in made.sources.items():
        _copy(made, name, source)
    for unit in found:
        _write_redirects(made, unit)
    _write_archive(made, [unit for unit in found if unit != SHARED])
    for name in sorted(made.static):
        _copy_static(made, name)
    return _write_checksums(made)


def _sources(units: list[str]) -> Iterator[tuple[str, Path]]:
    """Without the packed ones. Colours are the municipalities', and lie with what is shared."""
    for unit in {*units, SHARED}:
        build = folders.current(unit)
        for tree in (folders.PAGES, folders.HIDDEN, folders.FILES, folders.ODD):
            for file in sorted((build / tree).rglob("*")) if build else ():
                name = file.relative_to(build / tree).as_posix() if build else ""
                if file.is_file() and file.suffix != ".gz" and (unit in units or name.startswith("farve/")):
                    yield name, file


def _copy(made: Export, name: str, source: Path) -> None:
    if name.endswith(".html"):
        _write(made, name, relative(made, name, source.read_text()))
    else:
        target = made.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def relative(made: Export, name: str, page: str) -> str:
    """Only tags are touched: an address in a text stays as it is. What makes a browser fetch fonts before their time needs a
    server."""

    def of_tag(tag: re.Match[str]) -> str:
        if 'rel="preload"' in tag[0]:
            return ""
        return LINK.sub(lambda link: link[0].replace(link[1], _leading_to(made, name, link[1])), tag[0])

    return TAG.sub(of_tag, page)


def _leading_to(made: Export, name: str, link: str) -> str:
    """What is not in the folder is read on the portal."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    target = folders.name_of(path)
    if path.startswith(settings.STATIC_URL):
        made.static.add(path.removeprefix(settings.STATIC_URL))
    elif parts.query or not _is_there(made, target):
        return f"{settings.SITE_URL}{link}"
    address = quote(posixpath.relpath(target, posixpath.dirname(name) or "."))
    return f"{address}#{parts.fragment}" if parts.fragment else address


def _is_there(made: Export, target: str) -> bool:
    return target == folders.INDEX or target in made.sources or (made.folder / target).is_file()


def _write_redirects(made: Export, unit: str) -> None:
    """A file can lead on too."""
    build = folders.current(unit)
    for file in sorted((build / folders.HEADERS).rglob(folders.INDEX)) if build else ():
        told, name = (
            json.loads(file.read_text()),
            file.relative_to(build / folders.HEADERS).as_posix() if build else "",
        )
        if told["status"] != 200 and name != folders.INDEX:
            url = _leading_to(made, name, told["headers"]["Location"])
            _write(made, name, LEADS_ON.format(url=url, title=told["headers"]["Location"]))


def _write_archive(made: Export, slugs: list[str]) -> None:
    """A folder of one municipality, or of a portal with one, begins with the list."""
    editions = Edition.objects.filter(municipality_slug__in=slugs).light().with_withdrawal()
    name = f"{ARCHIVE}/{folders.INDEX}"
    context = {
        "editions": editions.order_by("municipality_slug", "-year", "series", "-number", "-correction")
    }
    with translation.override("da"):
        page, title = render_to_string("website/archive.html", context), gettext("All editions")
    _write(made, name, relative(made, name, page))
    _write(made, f"{ARCHIVE}/beviskaede.txt", "".join(f"{line}\n" for line in proof.export()))
    if not (made.folder / folders.INDEX).exists():
        _write(made, folders.INDEX, LEADS_ON.format(url=name, title=title))


def _copy_static(made: Export, name: str) -> None:
    """With what a style sheet asks for."""
    source = Path(settings.STATIC_ROOT, name)
    source = source if source.is_file() else Path(str(finders.find(name)))
    target = made.folder / "static" / name
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if name.endswith(".css"):
        for url in STYLE_URL.findall(source.read_text()):
            wanted = urlsplit(url.strip("\"'")).path
            if wanted and not url.strip("\"'").startswith("data:"):
                _copy_static(made, posixpath.normpath(posixpath.join(posixpath.dirname(name), wanted)))


def _write_checksums(made: Export) -> int:
    """As `sha256sum --check` reads them."""
    files = sorted(file for file in made.folder.rglob("*") if file.is_file())
    sums = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    lines = [
        f"{told}  {file.relative_to(made.folder).as_posix()}\n"
        for told, file in zip(sums, files, strict=True)
    ]
    _write(made, "SHA256SUMS", "".join(lines))
    return len(files) + 1


def _write(made: Export, name: str, text: str) -> None:
    target = made.folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
