"""What lies where below `SITE_ROOT`, and how one build takes the place of another.

    builds/herning/7/pages/herning/2019/index.html    and index.html.gz
    builds/herning/7/hidden/…                         what search engines shall leave out, by a header
    builds/herning/7/files/herning/2019/plan.pdf      with the headers that `config/headers.py` says of its address
    builds/herning/7/odd/api/v1/maal                  what has others: the file of its name in headers/ says which, and
                                                      the status, as of what leads on
    units/herning -> ../builds/herning/7              the build that is served: one rename switches
    pages/herning -> ../units/herning/pages/herning   what a web server reads; the same of the others
    marks/herning                                     taken away whenever something has changed, and set by who builds
    notes/herning                                     plans of which further PDFs have been made since, a line for each
    states/herning.json                               how the last build went
    lines/herning/maal-….jsonl                        what the files with everything have of it (`records/files.py`)
    locks/herning                                     held by whoever builds; herning.switch by whoever switches

A build that began before something changed is never switched to: it may hold what has been withdrawn since."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

SHARED = "_shared"
"""The unit of what several municipalities share. No address of a municipality begins so."""
DATA = "_data"
"""The unit of everything as data: built last, since to read all editions takes longest."""
OF_DATA = ("data", "api")
"""Where its addresses begin."""
PAGES, HIDDEN, FILES, ODD, HEADERS = TREES = ("pages", "hidden", "files", "odd", "headers")
INDEX = "index.html"


def root() -> Path:
    return Path(settings.SITE_ROOT)


def name_of(path: str) -> str:
    """The file of an address, within a tree."""
    return f"{path}{INDEX}".lstrip("/") if path.endswith("/") else path.lstrip("/")


def current(unit: str) -> Path | None:
    """The folder that is served, where there is one."""
    link = root() / "units" / unit
    return link.resolve() if link.exists() else None


def begin(unit: str) -> Path:
    """An empty folder for the next build; what an interrupted build left is gone."""
    of_unit = root() / "builds" / unit
    served = current(unit)
    numbers = [int(each.name) for each in of_unit.glob("*") if each.name.isdigit()]
    for number in numbers:
        if served is None or number > int(served.name):
            shutil.rmtree(of_unit / str(number), ignore_errors=True)
    folder = of_unit / str(max(numbers, default=0) + 1)
    folder.mkdir(parents=True)
    return folder


def switch(unit: str, folder: Path, mark: str) -> bool:
    """Whether the build is served now: not where something has changed since its mark was read. The build before is kept
    for whoever reads it still, older ones are gone."""
    with locked(f"{unit}.switch"):
        if not mark or mark_of(unit) != mark:
            return False
        before = current(unit)
        _link(root() / "units" / unit, Path("..") / folder.relative_to(root()))
        _mount(unit, folder)
    for each in folder.parent.iterdir():
        if each not in (folder, before):
            shutil.rmtree(each, ignore_errors=True)
    return True


def put(folder: Path, unit: str, mark: str) -> None:
    """The files of a folder into the build that is served, unless something has changed since the mark was read."""
    with locked(f"{unit}.switch"):
        served = current(unit)
        if served is None or mark_of(unit) != mark:
            return
        # What is packed before what it is packed from: whoever finds the one finds the other.
        for file in sorted(folder.rglob("*"), key=lambda one: one.suffix != ".gz"):
            if file.is_file():
                target = served / file.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(file, target)
        _mount(unit, served)


def drop(unit: str) -> None:
    """Nothing of the unit is served from a file, and no file of it is left, until it has been built again."""
    with locked(f"{unit}.switch"):
        take_mark(unit)
        served = current(unit)
        (root() / "units" / unit).unlink(missing_ok=True)
    if served:  # a later one, if any, is being built, and will not be switched to
        for each in served.parent.iterdir():
            if int(each.name) <= int(served.name):
                shutil.rmtree(each, ignore_errors=True)


def forget(unit: str, *names: str) -> None:
    """These files and folders are served by the program until the unit has been built again."""
    with locked(f"{unit}.switch"):
        take_mark(unit)
        folder = current(unit)
    for tree in TREES if folder else ():
        for name in names:
            there = root() / "units" / unit / tree / name
            if there.is_dir():
                shutil.rmtree(there, ignore_errors=True)
            else:
                there.unlink(missing_ok=True)
                there.with_name(f"{there.name}.gz").unlink(missing_ok=True)


def _mount(unit: str, folder: Path) -> None:
    """The first part of the unit's addresses leads to it, in each tree."""
    for tree in TREES:
        for top in _tops(folder / tree):
            link = root() / tree / top
            target = Path(*[".."] * len(PurePosixPath(top).parts)) / "units" / unit / tree / top
            if not link.is_symlink() or os.readlink(link) != str(target):
                _link(link, target)


def _tops(folder: Path) -> Iterator[str]:
    for each in folder.iterdir() if folder.exists() else ():
        if each.name != "media":
            yield each.name
        else:
            yield from (str(one.relative_to(folder)) for one in each.glob("*/*"))


def _link(link: Path, target: Path) -> None:
    """In place of what is there, at one stroke."""
    link.parent.mkdir(parents=True, exist_ok=True)
    passing = link.with_name(f".{link.name}.{secrets.token_hex(4)}")
    passing.symlink_to(target)
    os.replace(passing, link)


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One thread of one process at a time."""
    file = root() / "locks" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def mark_of(unit: str) -> str:
    try:
        return (root() / "marks" / unit).read_text()
    except FileNotFoundError:
        return ""


def take_mark(unit: str) -> None:
    """Whatever is being built is not enough any more. Nothing is written: a disk that is full keeps no file of what
    has been withdrawn."""
    (root() / "marks" / unit).unlink(missing_ok=True)


def note(unit: str, plan: str) -> None:
    """Pages of a plan show more than they did, and nothing else has changed: what is being built is good enough to be
    served, and those pages are made again after it. `plan` is the folder of its pages."""
    with locked(f"{unit}.notes"):
        lines = [*noted(unit), f"{secrets.token_hex(4)} {plan}"]
        try:
            _write(root() / "notes" / unit, "\n".join(lines))
        except OSError:  # a full disk
            take_mark(unit)


def noted(unit: str) -> list[str]:
    try:
        return (root() / "notes" / unit).read_text().splitlines()
    except FileNotFoundError:
        return []


def settle(unit: str, notes: Collection[str]) -> None:
    """These are done; what has been noted since is not."""
    with locked(f"{unit}.notes"):
        left = [line for line in noted(unit) if line not in notes]
        if left:
            _write(root() / "notes" / unit, "\n".join(left))
        else:
            (root() / "notes" / unit).unlink(missing_ok=True)


def set_mark(unit: str) -> str:
    """By whoever builds."""
    mark = secrets.token_hex(8)
    _write(root() / "marks" / unit, mark)
    return mark


def state_of(unit: str) -> dict[str, Any]:
    """Of the last build: read without the database."""
    try:
        found: dict[str, Any] = json.loads((root() / "states" / f"{unit}.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found


def states() -> dict[str, dict[str, Any]]:
    return {file.stem: state_of(file.stem) for file in sorted((root() / "states").glob("*.json"))}


def keep_state(unit: str, state: dict[str, Any]) -> None:
    _write(root() / "states" / f"{unit}.json", json.dumps(state, ensure_ascii=False, indent=1))


def is_waiting(unit: str) -> bool:
    """Whether something has changed since the last build, or none has been made."""
    mark = mark_of(unit)
    return not mark or state_of(unit).get("mark") != mark or bool(noted(unit))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    passing = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    passing.write_text(text)
    os.replace(passing, file)
