"""No regular expression of ours may back-track on what people type: each is timed on each hostile text."""

import ast
import functools
import importlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings

from tests.documents.hostile import FAMILIES
from tests.rooms import ROOMS
from tests.timing import seconds

LONG = bool(os.environ.get("LONG"))
HALF, LONGEST = (50_000, 0.4) if LONG else (5_000, 0.1)
"""Half of the characters of a text, its beginning and its end, and seconds of the processor: a rule that
back-tracks takes minutes for 100,000, and still seconds for 10,000."""
WHOLE = {"match", "fullmatch", "prefixmatch"}


class Rule(NamedTuple):
    place: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


def files() -> list[Path]:
    root: Path = settings.BASE_DIR
    return sorted(
        file for room in ROOMS for file in (root / room).rglob("*.py") if "migrations" not in file.parts
    )


def methods_by_name(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """How patterns are used: `ITEM.match` and the like, by the pattern's name."""
    found: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            found.setdefault(name, set()).add(node.attr)
    return found


@functools.cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in files()}


@functools.cache
def used_anywhere() -> dict[str, set[str]]:
    return methods_by_name(trees().values())


def rules(path: Path) -> Iterator[Rule]:
    """Those of a file."""
    tree = trees()[path]
    relative = path.relative_to(settings.BASE_DIR)
    here = methods_by_name([tree])
    if "re.compile" in path.read_text(encoding="utf-8"):
        module = importlib.import_module(".".join(relative.with_suffix("").parts).removesuffix(".__init__"))
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                used = here.get(name) or used_anywhere().get(name, set())
                yield Rule(f"{relative}:{name}", _of_text(value), frozenset(used))
    for node in ast.walk(tree):
        if rule := _inline(node, str(relative)):
            yield rule


def _of_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """Of a rule for bytes, the same for text: what it costs is the same."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def _inline(node: ast.AST, file: str) -> Rule | None:
    """`re.sub("…", …)` written where it is used."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return None
    called, first = node.func, node.args[0]
    if getattr(called.value, "id", "") != "re" or called.attr == "compile":
        return None
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return None
    flags = re.IGNORECASE | re.MULTILINE if any(word.arg == "flags" for word in node.keywords) else 0
    return Rule(f"{file}:{node.lineno}", re.compile(first.value, flags), frozenset([called.attr]))


WITH_RULES = [path for path in files() if re.search(r"\bre\.[a-z]", path.read_text(encoding="utf-8"))]
"""Which rules they have is read by the tests: read while tests are collected, it is read by every worker."""


def test_rules_are_found() -> None:
    assert [rule for path in files() if path not in WITH_RULES for rule in rules(path)] == []
    found = [rule for path in WITH_RULES for rule in rules(path)]
    assert len({rule.place for rule in found}) > 100
    assert any(rule.methods == {"fullmatch"} for rule in found)


def _use(rule: Rule, text: str) -> None:
    if rule.methods & WHOLE or not rule.methods:
        rule.pattern.match(text)
        rule.pattern.fullmatch(text)
    if not rule.methods or rule.methods - WHOLE:
        for _found in rule.pattern.finditer(text):
            pass


@pytest.mark.long
@pytest.mark.parametrize("path", WITH_RULES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_rule_is_quick_on_every_hostile_text(path: Path) -> None:
    slow = {}
    for rule in rules(path):
        for family, text in FAMILIES.items():
            text = text[:HALF] + text[-HALF:]
            if (spent := seconds(_use, rule, text, within=LONGEST)) > LONGEST:
                slow[rule.place, family] = spent
    assert slow == {}
