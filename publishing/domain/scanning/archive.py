"""The archive that an office file is: opened within limits, and its XML read without a parser's dangers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from publishing.domain.scanning.faults import WRONG_TYPE, Clock, FoundError, TooLargeError

PARTS = 5000
UNFOLDED = 400 * 1024 * 1024
"""Bytes, of all parts together. A spreadsheet of 100,000 rows is 60 MB."""
PIECE = 256 * 1024

Attributes = dict[str, str]
Start = Callable[[str, Attributes], object]
Text = Callable[[str], object]


@dataclass
class Archive:
    file: ZipFile
    clock: Clock
    read_so_far: int = 0
    names: dict[str, ZipInfo] = field(default_factory=dict)
    """By name in small letters, as the programs that open them compare."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """What the archive says of a part's size is not believed."""
        with self.file.open(self.names[name]) as part:
            while piece := part.read(PIECE):
                self.read_so_far += len(piece)
                if self.read_so_far > UNFOLDED:
                    raise TooLargeError
                self.clock.look()
                yield piece

    def first(self, name: str) -> bytes:
        with self.file.open(self.names[name]) as part:
            return part.read(64)

    def content(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def xml(self, name: str, start: Start, text: Text = lambda _text: None) -> None:
        """Names come as `namespace name`. A document type is refused: no office program writes one, and it
        could expand entities or load other files. Raises `FoundError`."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        parser.CharacterDataHandler = text
        parser.buffer_text = True

        def refuse(*_parts: object) -> None:
            raise FoundError(WRONG_TYPE)

        parser.StartDoctypeDeclHandler = refuse
        try:
            for piece in self.pieces(name):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise FoundError(WRONG_TYPE) from error


@contextmanager
def opened(handle: BinaryIO, clock: Clock) -> Iterator[Archive]:
    """Raises `FoundError` for what is no archive, or one that two programs would read in two ways."""
    try:
        with ZipFile(handle) as file:
            entries = file.infolist()
            if len(entries) > PARTS:
                raise TooLargeError
            archive = Archive(file, clock)
            for entry in entries:
                name = entry.filename.lower()
                if name in archive.names or not _is_plain(name):
                    raise FoundError(WRONG_TYPE)
                archive.names[name] = entry
            yield archive
    except (BadZipFile, NotImplementedError, EOFError) as error:
        raise FoundError(WRONG_TYPE) from error


def _is_plain(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return "\\" not in name and ".." not in parts and "" not in parts
