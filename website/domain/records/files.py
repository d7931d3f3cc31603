"""All records as lines of text, however many there are with few in memory. While the files with everything are built,
each municipality's lines are kept below `SITE_ROOT`: to open all its editions takes longest, and the lines are the same
until something else of it is published or withdrawn, or another program makes them."""

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from config.program import program
from website.domain.records.columns import as_cells, as_json
from website.domain.records.kinds import Record
from website.domain.records.resources import Resource, Unit
from website.sheets import written

Form = Literal["csv", "jsonl"]

MARK = "\ufeff"
"""So that a spreadsheet reads æ, ø and å as such."""
TYPE = "type_af"
"""In a file of several kinds, the first field of each line: which kind it is."""

_kept: ContextVar[bool] = ContextVar("kept", default=False)


class _Line:
    """What a writer writes is given back at once."""

    def write(self, text: str) -> str:
        return text


def _row(cells: Iterable[Any]) -> str:
    writer: Any = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    return str(writer.writerow(cells))


def csv_head(resource: Resource) -> str:
    return MARK + _row([each.key for each in resource.columns])


def csv_line(record: Record) -> str:
    return _row([written(cell) for cell in as_cells(record)])


def json_line(record: Record) -> str:
    return json.dumps(as_json(record), ensure_ascii=False) + "\n"


def with_type(line: str, name: str) -> str:
    """The same object, which begins with the name of its kind."""
    return f"{{{json.dumps(TYPE)}: {json.dumps(name)}, {line[1:]}"


LINE_OF = {"csv": csv_line, "jsonl": json_line}


@contextmanager
def kept_lines() -> Iterator[None]:
    """Within it, each municipality's lines are made once for as long as it has the same editions."""
    token = _kept.set(True)
    try:
        yield
    finally:
        _kept.reset(token)


def forget_lines(municipality: str) -> None:
    """Nothing that has been withdrawn stays on the disk."""
    shutil.rmtree(_root() / municipality, ignore_errors=True)


def lines_of(resource: Resource, units: Sequence[Unit], form: Form) -> Iterator[str]:
    """Of all their records, without a table's head. The units are by municipality."""
    if not _kept.get():
        yield from (LINE_OF[form](record) for record in resource.records(units))
        return
    _forget_others(resource, {unit[0].municipality_slug for unit in units})
    made_by = f"{program()} {settings.SITE_URL}"
    for municipality, of_it in groupby(units, key=lambda unit: unit[0].municipality_slug):
        made = _made(resource, municipality, list(of_it), made_by)
        with made[form].open(encoding="utf-8", newline="") as file:
            yield from file


def _made(resource: Resource, municipality: str, units: Sequence[Unit], made_by: str) -> dict[str, Path]:
    """The files of its lines, which are made where one is not there."""
    folder, stamp = _root() / municipality, _stamp(units, made_by)
    found = {one: folder / f"{resource.name}-{stamp}.{one}" for one in LINE_OF}
    if not all(file.exists() for file in found.values()):
        folder.mkdir(parents=True, exist_ok=True)
        _forget(resource, folder)
        _write(found, resource.records(units))
    return found


def _forget_others(resource: Resource, municipalities: Collection[str]) -> None:
    """Of a municipality that nothing of can be read, a build that began before may have written lines since."""
    for folder in _root().glob("*"):
        if folder.name not in municipalities:
            _forget(resource, folder)


def _forget(resource: Resource, folder: Path) -> None:
    """Those of an interrupted build too."""
    for old in (*folder.glob(f"{resource.name}-*"), *folder.glob(f".{resource.name}-*")):
        old.unlink(missing_ok=True)


def _write(files: dict[str, Path], records: Iterable[Record]) -> None:
    passing = {form: file.with_name(f".{file.name}") for form, file in files.items()}
    opened = {form: file.open("w", encoding="utf-8", newline="") for form, file in passing.items()}
    try:
        for record in records:
            for form, file in opened.items():
                file.write(LINE_OF[form](record))
    finally:
        for file in opened.values():
            file.close()
    for form, there in files.items():
        os.replace(passing[form], there)


def _stamp(units: Sequence[Unit], made_by: str) -> str:
    """Editions never change: which there are, the program and where the site is say what the lines are."""
    told = [made_by, [[edition.pk for edition in unit] for unit in units]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _root() -> Path:
    return Path(settings.SITE_ROOT) / "lines"
