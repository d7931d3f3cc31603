"""All records, line by line, so that however many there are, few are in memory."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from website.domain.records.columns import as_cells, as_json
from website.domain.records.kinds import Record
from website.domain.records.resources import Resource
from website.sheets import written

MARK = "\ufeff"
"""So that a spreadsheet reads æ, ø and å as such."""


class _Line:
    """What a writer writes is given back at once."""

    def write(self, text: str) -> str:
        return text


def csv_lines(resource: Resource, records: Iterable[Record]) -> Iterator[str]:
    writer: Any = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield MARK + writer.writerow([each.key for each in resource.columns])
    for record in records:
        yield writer.writerow([written(cell) for cell in as_cells(record)])


def json_line(record: Record, **more: str) -> str:
    return json.dumps({**more, **as_json(record)}, ensure_ascii=False) + "\n"
