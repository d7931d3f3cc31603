"""The role that README tells to run the portal with, made by the README's own words."""

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.publishing.edition_factory import document_of, publish

pytestmark = pytest.mark.django_db
README = Path(__file__).parents[2] / "README.md"
REFUSED = [
    "TRUNCATE publishing_edition CASCADE",
    "DROP TABLE publishing_proofentry",
    "DROP TRIGGER publishing_edition_kept_change ON publishing_edition",
    "ALTER TABLE publishing_edition DISABLE TRIGGER ALL",
    "CREATE OR REPLACE FUNCTION publishing_refuse() RETURNS trigger AS"
    " $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql",
    "SET session_replication_role = replica",
    "UPDATE publishing_edition SET title = 'x'",
]


def statements() -> list[str]:
    """Without the one that names a role of an installation that there is not here."""
    blocks = re.findall(r"```sql\n(.+?)```", README.read_text(), re.DOTALL)
    found = [one.strip() for block in blocks for one in block.split(";") if one.strip()]
    return [one for one in found if not one.startswith("REASSIGN")]


def test_readme_makes_two_roles_and_gives_the_second_no_more_than_rows() -> None:
    given = [one for one in statements() if one.endswith("portal_web") and "GRANT" in one]
    assert len(given) == 5
    assert not any(word in one for one in given for word in ("TRUNCATE", "ALL PRIVILEGES", "TRIGGER"))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no roles: who writes the file owns it")
def test_role_of_the_readme_publishes_and_can_take_no_trigger_away() -> None:
    publish(document_of())
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE portal_web")
    publish(document_of("vejle"))
    for statement in REFUSED:
        with (
            pytest.raises(DatabaseError, match=r"must be owner|permission denied|never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
