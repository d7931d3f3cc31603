"""Settings are read in a process of their own, as at a start: a bad value must stop it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(tmp_path, "manage.py", *arguments, **environment)


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def setting(tmp_path: Path, name: str, **environment: str) -> str:
    """Without the apps, whose loading takes far longer."""
    code = f"from config import settings; print(settings.{name})"
    result = run(tmp_path, "-c", code, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "måske"),
        ("HTTPS", "2"),
        ("SITE_URL", "planer.dk"),
        ("SITE_URL", "ftp://planer.dk"),
        ("DATABASE_URL", "mysql://bruger@vært/navn"),
        ("DATABASE_URL", "ingenting"),
        ("EMAIL_URL", "mail.dk"),
        ("EMAIL_URL", "smtps://bruger:kode@mail.dk:465"),
        ("EMAIL_URL", "smtp://bruger:kode@"),
        ("SESSION_MINUTES", "længe"),
        ("LOCKOUT_MINUTES", "-1"),
        ("PROXIES", "0"),
        ("VAR_DIR", "/proc/planer"),  # refuses new files to root, too
        ("VAR_DIR", "manage.py"),
        ("OIDC_ISSUER", "login.eksempel.dk"),
    ],
)
def test_bad_value_stops_the_start_and_names_the_setting(tmp_path: Path, name: str, value: str) -> None:
    result = manage(tmp_path, "check", **{name: value})
    assert result.returncode == 1
    assert f"{name} must" in result.stderr or f"{name} cannot be read" in result.stderr


def test_bad_number_stops_the_start(tmp_path: Path) -> None:
    result = manage(tmp_path, "check", HTTPS="true", HSTS_SECONDS="et år")
    assert "HSTS_SECONDS must be a whole number" in result.stderr


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_a_single_sign_on_stops_the_start(tmp_path: Path, missing: str) -> None:
    given = {"OIDC_CLIENT_ID": "portal", "OIDC_CLIENT_SECRET": "hemmelig"}
    del given[missing]
    result = manage(tmp_path, "check", OIDC_ISSUER="https://login.eksempel.dk", **given)
    assert f"{missing} must be set" in result.stderr


def test_single_sign_on_is_off_by_default(tmp_path: Path) -> None:
    assert setting(tmp_path, "SINGLE_SIGN_ON") == "{}"


def test_mail_is_written_to_the_console_by_default(tmp_path: Path) -> None:
    assert setting(tmp_path, "EMAIL_BACKEND") == "django.core.mail.backends.console.EmailBackend"
    assert setting(tmp_path, "DEFAULT_FROM_EMAIL") == "noreply@localhost"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
        ("EMAIL_HOST", "mail.eksempel.dk"),
        ("EMAIL_PORT", "587"),
        ("EMAIL_HOST_USER", "portal"),
        ("EMAIL_HOST_PASSWORD", "k@de"),
        ("EMAIL_USE_TLS", "True"),
        ("EMAIL_TIMEOUT", "10"),
    ],
)
def test_mail_goes_to_the_server_that_is_named(tmp_path: Path, name: str, value: str) -> None:
    address = "smtp+tls://portal:k%40de@mail.eksempel.dk:587"
    assert setting(tmp_path, name, EMAIL_URL=address) == value


def test_debug_is_off_by_default(tmp_path: Path) -> None:
    assert setting(tmp_path, "DEBUG") == "False"


def test_secret_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = setting(tmp_path, "SECRET_KEY")
    assert len(first) >= 50
    assert setting(tmp_path, "SECRET_KEY") == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_spoilt_secret_key_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("kort")
    assert "is broken" in manage(tmp_path, "check").stderr


def test_sqlite_is_in_var_when_no_database_is_named(tmp_path: Path) -> None:
    assert setting(tmp_path, "DATABASES['default']['NAME']") == str(tmp_path / "db.sqlite3")


def test_postgresql_is_used_when_it_is_named(tmp_path: Path) -> None:
    engine = setting(tmp_path, "DATABASES['default']['ENGINE']", DATABASE_URL="postgres://a:b@c/d")
    assert engine == "django.db.backends.postgresql"


def test_check_deploy_says_nothing_with_production_settings(tmp_path: Path) -> None:
    result = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level",
        "DEBUG",
        HTTPS="true",
        SITE_URL="https://planer.eksempel.dk",
        ALLOWED_HOSTS="planer.eksempel.dk",
        DATABASE_URL="postgres://portal:kode@localhost/portal",
        BEHIND_PROXY="true",
        OIDC_ISSUER="https://login.eksempel.dk",
        OIDC_CLIENT_ID="portal",
        OIDC_CLIENT_SECRET="hemmelig",
    )
    assert (result.returncode, result.stdout) == (0, "System check identified no issues (3 silenced).\n")


def test_sqlite_enforces_foreign_keys_and_writes_ahead(tmp_path: Path) -> None:
    code = (
        "from django.db import connection; c = connection.cursor(); "
        "print(*[c.execute(f'PRAGMA {p}').fetchone()[0] for p in ('foreign_keys', 'journal_mode', 'busy_timeout')])"
    )
    assert manage(tmp_path, "shell", "--no-imports", "-c", code).stdout.strip() == "1 wal 20000"
