"""The program is another one whenever what a PDF or a page is made with is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.program import program


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements.txt").write_text("weasyprint==70.0\n")
    for name in ("desk/admin.py", "static/css/print.css", "locale/da/django.mo", "var/db.sqlite3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    program.cache_clear()
    yield tmp_path
    program.cache_clear()


@pytest.mark.parametrize(
    ("name", "is_another"),
    [
        ("requirements.txt", True),
        ("desk/admin.py", True),
        ("static/css/print.css", True),
        ("locale/da/django.mo", True),
        ("var/db.sqlite3", False),
    ],
)
def test_program_is_another_one_where_what_it_makes_may_be(folder: Path, name: str, is_another: bool) -> None:
    before = program()
    (folder / name).write_text("after")
    program.cache_clear()
    assert (program() != before) is is_another
