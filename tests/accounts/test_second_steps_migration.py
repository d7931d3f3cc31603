"""Second steps from before allauth: the app and the codes on paper go on working, and no secret stays in the clear."""

from base64 import b32encode
from collections.abc import Iterator
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from accounts.views import two_step
from tests.accounts.test_sign_in import code_of, is_signed_in, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
migration = import_module("accounts.migrations.0001_second_steps")
KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112aabb"
SECRET = b32encode(bytes.fromhex(KEY)).decode()
DEVICE = (
    "id integer PRIMARY KEY, name varchar(64) NOT NULL, confirmed bool NOT NULL, user_id integer NOT NULL"
    " REFERENCES auth_user (id), throttling_failure_count integer NOT NULL DEFAULT 0, created_at timestamp NULL"
)
OLD = (
    f"CREATE TABLE otp_totp_totpdevice ({DEVICE}, key varchar(80) NOT NULL, step smallint NOT NULL DEFAULT 30,"
    " digits smallint NOT NULL DEFAULT 6, drift smallint NOT NULL DEFAULT 0, last_t bigint NOT NULL DEFAULT -1)",
    f"CREATE TABLE otp_static_staticdevice ({DEVICE})",
    "CREATE TABLE otp_static_statictoken (id integer PRIMARY KEY, token varchar(16) NOT NULL,"
    " device_id integer NOT NULL REFERENCES otp_static_staticdevice (id))",
)
"""django-otp 1.7's tables, as they were."""


@pytest.fixture
def person() -> User:
    found: User = UserFactory()
    return found


@pytest.fixture(autouse=True)
def _upgraded(person: User) -> Iterator[None]:
    beginner = UserFactory(username="begyndt")
    with connection.cursor() as cursor:
        for statement in OLD:
            cursor.execute(statement)
        add = "INSERT INTO otp_totp_totpdevice (id, name, confirmed, user_id, key) VALUES (%s, 'app', %s, %s, %s)"
        cursor.execute(add, [1, True, person.pk, KEY])
        cursor.execute(add, [2, True, person.pk, "00" * 20])
        cursor.execute(add, [3, False, beginner.pk, KEY])
        cursor.execute(
            "INSERT INTO otp_static_staticdevice (id, name, confirmed, user_id) VALUES (1, 'papir', %s, %s)",
            [True, person.pk],
        )
        cursor.execute(
            "INSERT INTO otp_static_statictoken (id, token, device_id)"
            " VALUES (1, 'abcd2345', 1), (2, 'wxyz6789', 1)"
        )
    with connection.schema_editor() as editor:
        migration.move_second_steps(apps, editor)
    yield
    Authenticator.objects.all().delete()


def test_app_goes_on_working_and_a_password_alone_does_not_suffice(client: Client, person: User) -> None:
    sign_in(client, person)
    assert not is_signed_in(client)
    sign_in(client, person, code=code_of(SECRET))
    assert is_signed_in(client)


def test_codes_on_paper_go_on_working_once_each(client: Client, person: User) -> None:
    assert two_step.recovery_codes(person) == ["abcd2345", "wxyz6789"]
    sign_in(client, person, code="WXYZ 6789")
    assert is_signed_in(client)
    assert two_step.recovery_codes(person) == ["abcd2345"]
    other = Client()
    sign_in(other, person, code="wxyz6789")
    assert not is_signed_in(other)


def test_who_had_only_begun_has_turned_nothing_on(client: Client) -> None:
    sign_in(client, User.objects.get(username="begyndt"))
    assert is_signed_in(client)


def test_no_secret_stays_in_the_clear(person: User) -> None:
    assert not set(migration.TABLES) & set(connection.introspection.table_names())
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert [secret for secret in (KEY, SECRET, "abcd2345", "wxyz6789") if secret in stored] == []


def test_portal_that_never_had_such_tables_is_upgraded_too() -> None:
    with connection.schema_editor() as editor:
        migration.move_second_steps(apps, editor)
    assert Authenticator.objects.count() == 2
