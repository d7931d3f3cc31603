import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from plans.enums import Role
from plans.models import Municipality
from publishing.domain import public_changes
from publishing.enums import PublicChange
from publishing.models import Edition, Rendition, TextPdf
from tests import emptied
from tests.factories import MembershipFactory, MunicipalityFactory, UserFactory
from tests.migrated import migrated
from website.domain.search.facets import facets_among


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database is tested once, on SQLite's side: nothing else differs. pytest-django fails
    a test that touches one without asking for it. What is the same on both is marked with the one on which it is
    asked in `make test`; `make long` asks it on both, and draws the examples of properties at random."""
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker("long")
        if _asks_pages(item):
            item.add_marker("on_postgresql")
    if connection.vendor == "postgresql":
        others = [item for item in items if not _touches_database(item)]
        items[:] = [item for item in items if _touches_database(item)]
        config.hook.pytest_deselected(items=others)


PAGES = (
    "tests/accounts/",
    "tests/desk/",
    "tests/goals/test_admin",
    "tests/plans/test_admin",
    "tests/themes/test_admin",
    "tests/website/test_",
    "tests/website/views/",
)
"""What these ask is the pages and forms over rows that other tests ask on both databases; on SQLite the browser's
tests read and write them too."""


def _asks_pages(item: pytest.Item) -> bool:
    """Not where a test commits, or names the database that it is for: such differ."""
    database = item.get_closest_marker("django_db")
    commits = database is not None and database.kwargs.get("transaction", False)
    named = any(item.get_closest_marker(mark) for mark in ("skipif", "on_sqlite", "browser"))
    return _touches_database(item) and item.nodeid.startswith(PAGES) and not (commits or named)


class SharersTogether(LoadScopeScheduling):
    """Tests that share what takes long to make (papers that are laid out, plans that are recognised) go to one
    process, so that it is made once and not once for each processor. All others are handed out one by one. (What
    pytest-xdist 3.8 has for it, groups by a marker, pytest 9.2 passes over.)"""

    def _split_scope(self, nodeid: str) -> str:
        return next(filter(nodeid.startswith, SHARERS), nodeid)


SHARERS = ("tests/documents/printing/", "tests/intake/shapes/", "tests/intake/test_plans.py")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return SharersTogether(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """The modules, tests and templates that live as long as the process are not looked through for garbage again
    and again: a tenth of the time of a test that renders pages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _touches_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def _quick_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No collected static files are needed, and a password need not be costly to check."""
    with override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


def _files_in(folder: Path) -> override_settings:
    """What is uploaded or published lies in a folder of its own, and the progress of jobs too."""
    return override_settings(
        MEDIA_ROOT=folder / "media",
        SITE_ROOT=folder / "site",
        SITE_FILES=False,  # its own tests build the site
        BUILD_PROCESSES=1,  # no other sees what a test has not committed
        STORAGES={
            **django_settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
            **{
                name: {
                    "BACKEND": "django.core.files.storage.FileSystemStorage",
                    "OPTIONS": {"location": folder / name, "base_url": None},
                }
                for name in ("editions", "imports")
            },
        },
        CACHES={
            **django_settings.CACHES,
            "progress": {**django_settings.CACHES["progress"], "LOCATION": folder / "told"},
        },
    )


def _store_pdfs_as_set(patch: pytest.MonkeyPatch) -> None:
    """A field takes its storage when the models are loaded, before a test's settings."""
    for model in (Edition, TextPdf, Rendition):
        patch.setattr(model._meta.get_field("pdf"), "storage", storages["editions"])


@pytest.fixture(autouse=True)
def _own_facets() -> None:
    """What can be searched is known by its rows' keys, which come again where a test's are rolled back."""
    facets_among.cache_clear()


@pytest.fixture(autouse=True)
def _own_files(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """What a test uploads or publishes is gone with it. Beside rows that a module's tests share, their files lie
    where those are."""
    if "shared_rows" in request.fixturenames:
        yield
        return
    with _files_in(tmp_path):
        _store_pdfs_as_set(monkeypatch)
        yield


@pytest.fixture(scope="module")
def shared_rows(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """For a module's fixture that makes rows which all its tests only read, or change within their own
    transaction: they are made once, in a transaction around the tests', which begin with the marker `django_db`.
    """
    with (
        django_db_blocker.unblock(),
        _files_in(tmp_path_factory.mktemp("shared")),
        pytest.MonkeyPatch.context() as patch,
    ):
        _store_pdfs_as_set(patch)
        around = transaction.atomic()
        around._from_testcase = True
        with around:
            yield
            transaction.set_rollback(True)


# How long an example takes says nothing on a machine that does other work beside it. The same examples each time:
# no run depends on luck; with LONG=1 they are drawn at random, and many more.
hypothesis.settings.register_profile(
    "portal",
    deadline=None,
    max_examples=250 if os.environ.get("LONG") else 25,
    derandomize=not os.environ.get("LONG"),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, as in service: what two connections do at once cannot be tested in memory."""
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(migrated(), name)
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copy is migrated already."""
    return connection.vendor == "sqlite"


@pytest.fixture(autouse=True, scope="session")
def _quick_flush() -> Iterator[None]:
    """Tests that commit empty the tables afterwards, which the editions' triggers would refuse. What a
    migration makes of the models themselves stays: to make it anew takes longer than most tests."""
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: emptied.empty_tables()
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def municipality(db: None) -> Municipality:
    """The one that the clients below belong to."""
    return MunicipalityFactory()


def _signed_in(municipality: Municipality, role: Role) -> Client:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    return client


@pytest.fixture
def told() -> Iterator[list[PublicChange]]:
    """What the public pages have been told of."""
    found: list[PublicChange] = []

    def hear(_edition: Edition, change: PublicChange) -> None:
        found.append(change)

    public_changes.heard_by.append(hear)
    yield found
    public_changes.heard_by.remove(hear)


@pytest.fixture
def editor(municipality: Municipality) -> Client:
    return _signed_in(municipality, Role.EDITOR)


@pytest.fixture
def approver(municipality: Municipality) -> Client:
    return _signed_in(municipality, Role.APPROVER)


@pytest.fixture
def manager(municipality: Municipality) -> Client:
    return _signed_in(municipality, Role.MANAGER)


@pytest.fixture
def superuser(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client
