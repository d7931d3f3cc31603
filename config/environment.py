"""Reads settings from the environment and `.env`. A value that cannot be right stops the start:
a portal that runs with a misread setting is worse than one that does not run. Messages are English only: the
settings that choose a language are not there yet."""

import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "ja"}
FALSE = {"0", "false", "no", "off", "nej"}
YEAR = 365 * 24 * 3600
"""Seconds."""


def load(dotenv: Path) -> environ.Env:
    if dotenv.is_file():
        environ.Env.read_env(dotenv)
    return environ.Env()


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def whole_number(name: str, default: int, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"\d+", value) or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number, at least {least}, not {value!r}.")
    return int(value)


def hsts() -> tuple[int, bool, bool]:
    """Seconds for which browsers insist on HTTPS, whether on subdomains too, and by the browsers' built-in
    list.

    Subdomains may be other people's servers, and that list is left within months, not at once: both are off
    unless asked for."""
    seconds = whole_number("HSTS_SECONDS", default=YEAR)
    subdomains, preload = flag("HSTS_SUBDOMAINS", default=False), flag("HSTS_PRELOAD", default=False)
    if preload and not (subdomains and seconds >= YEAR):
        raise ImproperlyConfigured(
            f"HSTS_PRELOAD requires HSTS_SUBDOMAINS=true and HSTS_SECONDS of at least {YEAR}."
        )
    return seconds, subdomains, preload


def base_url(name: str, default: str) -> str:
    """An absolute address without a trailing slash, e.g. `https://plan.eksempel.dk`."""
    value = os.environ.get(name, "").strip() or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must be a full address such as https://planer.eksempel.dk, not {value!r}."
        )
    return value.rstrip("/")


def database(name: str, default: str) -> dict[str, Any]:
    value = os.environ.get(name, "").strip() or default
    if not re.match(r"(postgres|postgresql|sqlite)://", value):
        raise ImproperlyConfigured(
            f"{name} must look like postgres://user:password@host/name or sqlite:////folder/file, not {value!r}."
        )
    try:
        return dict(environ.Env.db_url_config(value))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from error


def email(name: str, default: str) -> dict[str, Any]:
    """Django's `EMAIL_…` settings from one address, e.g. `smtp+tls://user:password@host:587`."""
    value = os.environ.get(name, "").strip() or default
    if not re.match(r"consolemail://$|smtp(\+tls|\+ssl)?://([^/@]*@)?[^/@:]+(:\d+)?/?$", value):
        raise ImproperlyConfigured(
            f"{name} must look like smtp+tls://user:password@host:587 or consolemail://, not {value!r}."
        )
    try:
        return dict(environ.Env.email_url_config(value))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from error


def folder(name: str, default: Path) -> Path:
    """A folder that is made if need be, and that the portal can write in: whatever it keeps lies there."""
    value = Path(os.environ.get(name, "").strip() or default)
    try:
        value.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=value):
            return value
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} must be a folder that can be written to, not {str(value)!r}: {error}."
        ) from error


def secret_key(var_dir: Path) -> str:
    """`SECRET_KEY` from the environment, else the one made on first start and kept in `var/`."""
    value = os.environ.get("SECRET_KEY", "").strip()
    if value:
        return value
    file = var_dir / "secret_key"
    if not file.exists():
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as handle:
                handle.write(secrets.token_urlsafe(64))
    key = file.read_text().strip()
    if len(key) < 50:
        raise ImproperlyConfigured(f"The key in {file} is broken. Delete the file, and a new one is made.")
    return key


def single_sign_on() -> dict[str, str]:
    """How people sign in through an OpenID Connect provider; empty where none is named."""
    if not os.environ.get("OIDC_ISSUER", "").strip():
        return {}
    found = {
        "issuer": base_url("OIDC_ISSUER", default=""),
        "name": os.environ.get("OIDC_NAME", "").strip() or "single sign-on",
        "claim": os.environ.get("OIDC_CLAIM", "").strip() or "groups",
    }
    for key in ("client_id", "client_secret"):
        name = f"OIDC_{key.upper()}"
        found[key] = os.environ.get(name, "").strip()
        if not found[key]:
            raise ImproperlyConfigured(f"{name} must be set when OIDC_ISSUER is.")
    return found
