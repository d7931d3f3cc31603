"""The migrated SQLite file that every test run begins with a copy of. To migrate takes longer than most tests."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"
NOT_OURS = {".venv", "var", "tests"}
MAKES_TABLES = {
    "models",
    "migrations",
    "settings.py",
    "apps.py",
    "fields.py",
    "triggers.py",
    "text_length.py",
}


def migrated() -> Path:
    """Made once for the code as it is: a changed file that tables or triggers are made by makes it anew, and
    so do other requirements. Workers that ask at once wait for the first."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = FOLDER / f"{_fingerprint()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            begun = made.with_suffix(".sqlite3-begun")
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": f"sqlite:///{begun}"},
                check=True,
            )
            begun.rename(made)
    return made


def _fingerprint() -> str:
    files = (path for path in ROOT.rglob("*.py") if _makes_tables(path.relative_to(ROOT)))
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _makes_tables(path: Path) -> bool:
    return path.parts[0] not in NOT_OURS and not MAKES_TABLES.isdisjoint(path.parts)


if __name__ == "__main__":
    migrated()
