"""Making one unit: each of its addresses as the views answer it, written beside what is served, and then switched to."""

import filecmp
import gzip
import json
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.utils import timezone

from config import headers
from documents.once import read_once
from publishing.domain.published_editions import NotPublishedError
from website.building import folders, words
from website.building.facts import apart_from_pdfs, stamps
from website.building.processes import in_processes
from website.building.rendering import Answer, Renderer
from website.domain.addresses import data, of_municipality, shared
from website.domain.plan_addresses import Kind, PublicAddress
from website.domain.records.files import kept_lines

logger = logging.getLogger(__name__)
HTML = "text/html; charset=utf-8"
PACKED = ("text/", "application/json")
"""What becomes smaller when it is packed, of what the table does not know."""
SMALLEST = 200
"""Bytes: below that, packing is not worth while."""
OWN_HEADERS = (
    *("Content-Type", "Content-Disposition", "X-Robots-Tag", "Cache-Control", "Location"),
    *("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cross-Origin-Resource-Policy", "Link"),
)
WORTH_SHARING, AT_A_TIME = 300, 50
"""Addresses: from how many on several processes render them, and how many of them in a row."""
FIRST = re.compile(r"opfoelgning/|(?:(?:tema|afsnit|gruppe)/[^/]+/)?(?:maal/(?:[^/]+/)?)?")
"""Of an address within a plan: the pages that a reader comes to first."""
OF_NO_PLAN = ("feed.xml", "maalgruppe/", "maalgrupper/", "sitemap.xml")
"""Of an address within a municipality."""
GONE = (404, 410)
MOVED = (301, 302)


class BuildError(Exception):
    """A page could not be made; the message says which."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of a build: what one process makes of it. `mark` is the unit's, as long as nothing has changed."""

    folder: Path
    before: Path | None
    addresses: Sequence[PublicAddress]
    unit: str
    mark: str


@dataclass(slots=True)
class Build:
    """What has been made so far, in a folder of its own, with the build before to compare with."""

    folder: Path
    before: Path | None
    pages: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)
    changed_words: list[str] = field(default_factory=list)


def build(unit: str, plan: str = "") -> dict[str, Any]:
    """Builds until nothing has changed meanwhile, and gives the state. What fails leaves the build before, and is the
    state's `error`. What shows `plan`, by the folder of its pages, is served before all else is made."""
    with folders.locked(unit):
        while folders.is_waiting(unit):
            mark = folders.mark_of(unit) or folders.set_mark(unit)
            if plan:
                _show(unit, mark, plan, _comes_first)
                _show(unit, mark, plan, _shows_the_plan)
                plan = ""
            _attempt(unit, mark)
        return folders.state_of(unit)


def _show(unit: str, mark: str, plan: str, is_shown: Callable[[PublicAddress, str], bool]) -> None:
    """In the build that is served. What cannot be made, the build of everything tells of."""
    before = folders.current(unit)
    if before is None:
        return
    folder = folders.begin(unit)
    try:
        with read_once():
            found = [one for one in addresses_of(unit) if is_shown(one, plan)]
            _placed(Share(folder, before, found, unit, mark))
        folders.put(folder, unit, mark)
    except Exception:
        logger.exception("The pages of %s were not shown before the others", plan)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _comes_first(address: PublicAddress, plan: str) -> bool:
    """The front of the municipality; the plan's, its parts, goals and follow-up."""
    if address.kind is not Kind.CURRENT:
        return False
    start = f"/{plan}/"
    of_plan = address.path.startswith(start) and FIRST.fullmatch(address.path.removeprefix(start))
    return bool(of_plan) or address.path == f"/{_municipality(plan)}/"


def _shows_the_plan(address: PublicAddress, plan: str) -> bool:
    """What else lies within it, what compares another with it, and what is of no one plan."""
    municipality, _slash, ref = plan.partition("/")
    within = address.path.removeprefix(f"/{municipality}/")
    if f"{within}/".startswith(f"{ref}/") or f"/sammenlign/{ref}/" in within:
        return not _comes_first(address, plan)
    return within.startswith(OF_NO_PLAN)


def _municipality(plan: str) -> str:
    return plan.partition("/")[0]


def _attempt(unit: str, mark: str) -> None:
    started, folder = time.monotonic(), folders.begin(unit)
    state: dict[str, Any] = {"mark": mark, "error": ""}
    notes = folders.noted(unit)
    try:
        state["made_of"] = stamps().get(unit, "")
        plans = _alone(unit, mark, notes, state["made_of"])
        made = _make_some(unit, folder, mark, plans) if plans else _make(unit, folder, mark)
        served = folders.switch(unit, folder, mark)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if folders.mark_of(unit) == mark:
            folders.keep_state(unit, folders.state_of(unit) | _failure(mark, error))
            folders.settle(unit, notes)
            raise
        return  # what it was made of has changed meanwhile, and it is made again
    if not served:
        shutil.rmtree(folder, ignore_errors=True)
        return
    state |= {"pages": made.pages, "bytes": made.size, "missing": made.missing}
    state |= {"changed_words": made.changed_words, "seconds": round(time.monotonic() - started, 1)}
    folders.keep_state(unit, state)
    folders.settle(unit, notes)


def _alone(unit: str, mark: str, notes: Sequence[str], made_of: str) -> frozenset[str]:
    """The folders of plans whose pages alone are other than in the build that is served; none where any may be."""
    state = folders.state_of(unit)
    is_good = state.get("mark") == mark and not state.get("error") and folders.current(unit) is not None
    if is_good and apart_from_pdfs(str(state.get("made_of", ""))) == apart_from_pdfs(made_of):
        return frozenset(line.partition(" ")[2] for line in notes)
    return frozenset()


def _failure(mark: str, error: Exception) -> dict[str, str]:
    said = str(error) or repr(error)
    return {"mark": mark, "error": said[:500], "failed_at": timezone.now().isoformat()}


def _make_some(unit: str, folder: Path, mark: str, plans: Collection[str]) -> Build:
    """Those of the plans anew; all else is as in the build before."""
    before, state = folders.current(unit), folders.state_of(unit)
    assert before
    kept = Build(folder, before)
    _keep_others(kept, before, plans)
    with read_once():
        found = [one for one in addresses_of(unit) if _is_of(one.path, plans)]
        made = _placed(Share(folder, before, found, unit, mark))
    made.pages, made.size = made.pages + kept.pages, made.size + kept.size
    made.missing += [path for path in state["missing"] if not _is_of(path, plans)]
    made.changed_words += [path for path in state["changed_words"] if not _is_of(path, plans)]
    return made


def _is_of(path: str, plans: Collection[str]) -> bool:
    return any(path.startswith(f"/{plan}/") for plan in plans)


def _keep_others(build: Build, before: Path, plans: Collection[str]) -> None:
    for tree in folders.TREES:
        for here, inner, names in os.walk(before / tree):
            place = Path(here).relative_to(before)
            within = place.relative_to(tree)
            inner[:] = [each for each in inner if (within / each).as_posix() not in plans]
            (build.folder / place).mkdir(parents=True, exist_ok=True)
            for name in names:
                _link_or_copy(Path(here, name), build.folder / place / name)
                if not (name.endswith(".gz") and name.removesuffix(".gz") in names):
                    build.size += os.path.getsize(Path(here, name))
            build.pages += folders.INDEX in names and tree in (folders.PAGES, folders.HIDDEN)


def _make(unit: str, folder: Path, mark: str) -> Build:
    before = folders.current(unit)
    with read_once(), kept_lines():
        # In this order an edition's pages come together, permanent and current ones: they show the same texts.
        found = sorted(addresses_of(unit), key=lambda one: one.path)
        if len(found) < WORTH_SHARING or settings.BUILD_PROCESSES == 1:
            return _placed(Share(folder, before, found, unit, mark))
    shares = [Share(folder, before, addresses, unit, mark) for addresses in _shared_out(found)]
    made = Build(folder, before)
    for each in in_processes(make_share, shares):
        made.pages, made.size = made.pages + each.pages, made.size + each.size
        made.missing += each.missing
        made.changed_words += each.changed_words
    return made


def _shared_out(addresses: Sequence[PublicAddress]) -> list[list[PublicAddress]]:
    """Some at a time by turns, so that each process has as much to do."""
    turns = [addresses[start : start + AT_A_TIME] for start in range(0, len(addresses), AT_A_TIME)]
    of_each = (turns[number :: settings.BUILD_PROCESSES] for number in range(settings.BUILD_PROCESSES))
    return [list(chain.from_iterable(one)) for one in of_each]


def make_share(share: Share) -> Build:
    with read_once():
        return _placed(share)


def _placed(share: Share) -> Build:
    """As far as it is of use: what has changed meanwhile is made again, and by then nobody waits for this."""
    build, renderer = Build(share.folder, share.before), Renderer()
    for number, address in enumerate(share.addresses):
        if number % AT_A_TIME == 0 and folders.mark_of(share.unit) != share.mark:
            break
        _place(build, address, renderer.get(address.path))
    return build


def addresses_of(unit: str) -> Iterator[PublicAddress]:
    if unit == folders.SHARED:
        yield from shared()
        return
    if unit == folders.DATA:
        yield from data()
        return
    try:
        yield from of_municipality(unit)
    except NotPublishedError:
        return  # nothing that it had can be read any more


def _place(build: Build, address: PublicAddress, answer: Answer) -> None:
    if answer.status in GONE:  # a file that is missing, or what has been withdrawn at this moment
        build.missing.append(address.path)
    elif answer.status in MOVED:
        _write_headers(build, folders.name_of(address.path), answer)
    elif answer.status != 200:
        raise BuildError(f"{address.path}: {answer.status}")
    elif address.path.endswith("/") and _is_as_expected(answer, {"Content-Type": HTML}):
        _write_page(build, address, answer)
    else:
        _write_file(build, unquote(address.path), answer)


def _is_as_expected(answer: Answer, expected: Mapping[str, str]) -> bool:
    """Else its headers have to lie beside it. That search engines shall leave it out, its folder says."""
    wanted = {**settings.PUBLIC_HEADERS, **expected}
    if _is_hidden(answer):
        wanted["X-Robots-Tag"] = "noindex"
    return all(answer.headers.get(name) == wanted.get(name) for name in OWN_HEADERS)


def _is_hidden(answer: Answer) -> bool:
    return answer.headers.get("X-Robots-Tag") == "noindex"


def _write_page(build: Build, address: PublicAddress, answer: Answer) -> None:
    tree = folders.HIDDEN if _is_hidden(answer) else folders.PAGES
    name = f"{tree}/{folders.name_of(address.path)}"
    build.pages += 1
    lasting = address.kind == Kind.PERMANENT
    if lasting and build.before and words.differ(build.before / name, answer.content):
        build.changed_words.append(address.path)
    _write(build, name, answer.content, packed=True)


def _write_file(build: Build, path: str, answer: Answer) -> None:
    name, expected = folders.name_of(path), headers.of_file(path)
    tree = folders.HIDDEN if _is_hidden(answer) else folders.FILES
    if expected is None or not _is_as_expected(answer, expected):
        tree = folders.ODD
        _write_headers(build, name, answer)
    if answer.stored:
        target = build.folder / tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _link_or_copy(answer.stored, target)
        build.size += target.stat().st_size
    elif answer.chunks is not None:
        _write_long(build, f"{tree}/{name}", answer.chunks)
    else:
        _write(build, f"{tree}/{name}", answer.content, packed=_is_packed(path, answer))


def _is_packed(path: str, answer: Answer) -> bool:
    kind = headers.kind_of(path)
    wanted = kind.is_packed if kind else answer.headers["Content-Type"].startswith(PACKED)
    return wanted and len(answer.content) >= SMALLEST


def _write_headers(build: Build, name: str, answer: Answer) -> None:
    found = {name: answer.headers[name] for name in OWN_HEADERS if name in answer.headers}
    text = json.dumps({"status": answer.status, "headers": found}).encode()
    _write(build, f"{folders.HEADERS}/{name}", text, packed=False)


def _write(build: Build, name: str, content: bytes, *, packed: bool) -> None:
    """What is as before stays the same file: a reader who has it need not fetch it again."""
    target, before = build.folder / name, build.before / name if build.before else None
    target.parent.mkdir(parents=True, exist_ok=True)
    build.size += len(content)
    if before and before.is_file() and before.read_bytes() == content:
        _take_over(before, target, packed=packed)
        return
    target.write_bytes(content)
    if packed:
        _packed_name(target).write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    _set_time(target, before)


def _write_long(build: Build, name: str, chunks: Iterable[bytes]) -> None:
    """As `_write`, packed, with a chunk in memory at a time."""
    target, before = build.folder / name, build.before / name if build.before else None
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.writelines(chunks)
    build.size += target.stat().st_size
    if before and before.is_file() and filecmp.cmp(before, target, shallow=False):
        target.unlink()
        _take_over(before, target, packed=True)
        return
    with (
        target.open("rb") as file,
        _packed_name(target).open("wb") as there,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=there, mtime=0) as packing,
    ):
        shutil.copyfileobj(file, packing)
    _set_time(target, before)


def _take_over(before: Path, target: Path, *, packed: bool) -> None:
    """What was too small to be packed has been left so."""
    _link_or_copy(before, target)
    if packed and _packed_name(before).exists():
        _link_or_copy(_packed_name(before), _packed_name(target))


def _set_time(target: Path, before: Path | None) -> None:
    """What is another than before has a later time, since both are named by time and size."""
    moment = int(time.time())
    if before and before.is_file():
        moment = max(moment, int(before.stat().st_mtime) + 1)
    for file in (target, _packed_name(target)):
        if file.exists():
            os.utime(file, (moment, moment))


def _packed_name(file: Path) -> Path:
    return file.with_name(f"{file.name}.gz")


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk, or one that knows no links
        shutil.copy2(source, target)
