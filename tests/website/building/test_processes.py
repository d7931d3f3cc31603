"""A large unit, rendered by several processes, is what one process makes of it, to the last byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.migrated import migrated
from website.building import build
from website.building.processes import ProcessError, in_processes


def manage(folder: Path, *command: str, **environment: str) -> str:
    """In a portal of its own: no other process sees what a test has not committed."""
    there = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | there | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def files_of(folder: Path) -> dict[str, bytes]:
    (served,) = (each for each in (folder / "site" / "units").iterdir() if each.name[0] != "_")
    files = (file for file in served.resolve().rglob("*") if file.is_file())
    return {str(file.relative_to(served.resolve())): file.read_bytes() for file in files}


@pytest.mark.long
def test_several_processes_make_what_one_makes(tmp_path: Path) -> None:
    shutil.copy(migrated(), tmp_path / "db.sqlite3")
    manage(tmp_path, "collectstatic", "--no-input", "--verbosity", "0")
    manage(tmp_path, "make_country", "--verbosity", "0", "--municipalities", "1", "--years", "3")
    found = []
    for processes in ("1", "2"):
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        manage(tmp_path, "build_site", BUILD_PROCESSES=processes)
        found.append(files_of(tmp_path))
    alone, together = found
    assert len(alone) > build.WORTH_SHARING
    assert alone.keys() == together.keys()
    assert [name for name in alone if alone[name] != together[name]] == []


def failing(share: str) -> str:
    raise ValueError(f"{share}: 503")


def test_what_one_of_them_cannot_do_is_said() -> None:
    assert in_processes(str.upper, ["a", "b"]) == ["A", "B"]
    with pytest.raises(ProcessError, match="a: 503"):
        in_processes(failing, ["a", "b"])
