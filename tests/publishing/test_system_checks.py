"""The triggers' check is in `test_triggers.py`."""

from pathlib import Path

import pytest
from pytest_django import Settings

from publishing.system_checks import check_folders, check_site_url


@pytest.mark.parametrize("name", ["var", "var/made/at/its/first/file"])
def test_folder_that_can_be_written_or_made_is_well(settings: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / "var").mkdir()
    settings.MEDIA_ROOT = tmp_path / name

    assert check_folders() == []
    assert list((tmp_path / "var").iterdir()) == []


@pytest.mark.parametrize("alias", ["default", "editions", "imports"])
def test_folder_that_refuses_a_file_is_an_error(settings: Settings, alias: str) -> None:
    options = {"location": "/proc/planer"}  # refuses new files to root, too
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, alias: storage}

    (error,) = check_folders()

    assert error.id == "publishing.E001"
    assert "/proc/planer" in error.msg
    assert error.hint


def test_file_in_the_folders_place_is_an_error(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("")
    settings.MEDIA_ROOT = tmp_path / "media"

    assert [error.id for error in check_folders()] == ["publishing.E001"]


@pytest.mark.parametrize(
    ("address", "hosts", "https", "expected"),
    [
        ("http://127.0.0.1:8000", ["127.0.0.1"], False, []),
        ("https://planer.eksempel.dk", ["planer.eksempel.dk"], True, []),
        ("https://planer.eksempel.dk", [".eksempel.dk"], True, []),
        ("https://planer.eksempel.dk", ["*"], True, []),
        ("https://planer.eksempel.dk", ["127.0.0.1"], True, ["publishing.W002"]),
        ("http://planer.eksempel.dk", ["planer.eksempel.dk"], True, ["publishing.W003"]),
        ("https://planer.eksempel.dk", ["planer.eksempel.dk"], False, ["publishing.W003"]),
        ("https://planer.eksempel.dk", ["127.0.0.1"], False, ["publishing.W002", "publishing.W003"]),
    ],
)
def test_own_address_fits_the_names_answered_to_and_https(
    settings: Settings, address: str, hosts: list[str], https: bool, expected: list[str]
) -> None:
    settings.SITE_URL = address
    settings.ALLOWED_HOSTS = hosts
    settings.SESSION_COOKIE_SECURE = https

    found = check_site_url()

    assert [warning.id for warning in found] == expected
    assert all(warning.hint for warning in found)
