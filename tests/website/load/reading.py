"""Readers of every kind of page, for as long as told: what was answered, how fast, and what should not have been."""

import gzip
import http.client
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.website.load import site

GONE = {404, 410}
"""Between a withdrawal and the next publication."""


@dataclass
class Told:
    answered: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def add(self, other: "Told") -> None:
        self.answered += other.answered
        self.milliseconds += other.milliseconds
        self.faults += other.faults
        self.words |= other.words


def read_all(port: int, paths: Sequence[str], folder: Path, seconds: float, readers: int = 3) -> Told:
    with ThreadPoolExecutor(readers) as pool:
        told = Told()
        for one in pool.map(lambda seed: _read(port, paths, folder, seconds, seed), range(readers)):
            told.add(one)
        return told


def _read(port: int, paths: Sequence[str], folder: Path, seconds: float, seed: int) -> Told:
    told, chance, end = Told(), random.Random(seed), time.monotonic() + seconds
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < end:
        withdrawn = site.noted(folder, site.WITHDRAWN)
        path = chance.choice(paths)
        if path.endswith("?q="):
            path += chance.choice([*withdrawn, *site.noted(folder, site.PUBLISHED), "mentor"])
        try:
            _ask(connection, path, withdrawn, told)
        except (OSError, http.client.HTTPException) as error:
            told.faults.append(f"{path}: {error!r}")
            connection.close()
    connection.close()
    return told


def _ask(connection: http.client.HTTPConnection, path: str, withdrawn: Sequence[str], told: Told) -> None:
    began = time.perf_counter()
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    content = response.read()
    told.milliseconds.append((time.perf_counter() - began) * 1000)
    told.answered[response.status] += 1
    allowed = {200, 302, *(GONE if site.CHANGING in path else ())}
    if response.status not in allowed:
        told.faults.append(f"{path}: {response.status}")
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    found = _words(path, content.decode(errors="replace"))
    told.words |= found
    told.faults += [f"{path}: {word} er trukket tilbage" for word in withdrawn if word in found]


def _words(path: str, text: str) -> set[str]:
    """A page of results repeats what was asked for: there, only what is quoted of an edition counts. In a PDF and in
    a workbook, which are packed, nothing can be found."""
    if "?q=" in path:
        return set(re.findall(r"Her står (kendeord\d+x)", re.sub(r"<[^>]*>", "", text)))
    return set(re.findall(r"kendeord\d+x", text))
