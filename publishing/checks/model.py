"""What a check is given, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Literal

from django.utils.functional import Promise

from documents.markdown import as_read
from documents.tree import DroppedGoal, DroppedTheme, PlanDocument
from publishing.checksum import sha256

Kind = Literal[
    "plan",
    "municipality",
    "decision",
    "attachment",
    "section",
    "theme",
    "theme_group",
    "goal",
    "strategy",
    "initiative",
    "follow_up",
    "assessment",
    "chapter",
    "past_goal",
    "past_theme",
    "indicator",
    "contact",
]


class Severity(Enum):
    STOP = "stop"
    """The plan cannot be published so."""
    WARNING = "warning"
    """It can, when somebody says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field of one part of the plan. `key` identifies the part among others of its kind: a slug, a goal's
    theme and number, the positions that lead down to a strategy. `name` is for people."""

    kind: Kind
    key: str
    field: str
    name: str

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}:{self.field}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One for each place, however often it has the fault. `text` is the text of the place: a waived warning
    is back when it changes."""

    place: Place
    message: str
    text: str

    @property
    def text_hash(self) -> str:
        """Of what is read: a warning that was waived is not back when only a mark is written otherwise."""
        return _hash_as_read(self.text)


@lru_cache(maxsize=2048)
def _hash_as_read(text: str) -> str:
    """Kept: the checks run on each page before publishing and in each step, mostly on the same texts."""
    return sha256(as_read(text))


@dataclass(frozen=True, slots=True)
class UnfinishedItem:
    """Something that whoever writes the plan has not finished: `kind` is the check that finds it. It is no part
    of its text; `text` distinguishes it from others at the same place."""

    kind: Literal["unreviewed", "open_remark"]
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class CheckInput:
    """All that the checks read, gathered beforehand, so that each of them is a plain function.

    `file_faults` says of the files that the document names why the public would not get them; "" means that
    the file is missing. `dead_addresses` are those on this portal that lead nowhere. `open_goals` and
    `open_themes` are those of the plan before that nothing accounts for. `unfinished` is what the rooms above
    know of the plan's parts. `groups_without_contact` are the names of the target groups that the plan names and that
    nobody is entered for.
    """

    document: PlanDocument
    today: date
    open_goals: tuple[DroppedGoal, ...] = ()
    open_themes: tuple[DroppedTheme, ...] = ()
    file_faults: Mapping[str, str] = field(default_factory=dict)
    dead_addresses: frozenset[str] = frozenset()
    unfinished: tuple[UnfinishedItem, ...] = ()
    groups_without_contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    severity: Severity
    title: Promise
    find: Callable[[CheckInput], Iterator[Finding]]
