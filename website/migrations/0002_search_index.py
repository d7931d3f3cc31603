"""What the databases index of `SearchPart`. SQLite: an FTS5 table of the four columns, which takes its texts from
the part's own row and is kept by triggers. PostgreSQL: a generated column and its index."""

from typing import Any

from django.db import migrations

COLUMNS = "title_keys, text_keys, context_keys, marks"
OLD = ", ".join(f"old.{name}" for name in COLUMNS.split(", "))
NEW = ", ".join(f"new.{name}" for name in COLUMNS.split(", "))

SQLITE = [
    f"CREATE VIRTUAL TABLE website_searchindex USING fts5({COLUMNS},"
    " content='website_searchpart', content_rowid='id', tokenize='ascii')",
    "CREATE TRIGGER website_searchpart_enters AFTER INSERT ON website_searchpart BEGIN"
    f" INSERT INTO website_searchindex(rowid, {COLUMNS}) VALUES (new.id, {NEW}); END",
    "CREATE TRIGGER website_searchpart_leaves AFTER DELETE ON website_searchpart BEGIN"
    f" INSERT INTO website_searchindex(website_searchindex, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD}); END",
]
VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', {name}), '{weight}')"
    for name, weight in [("title_keys", "A"), ("text_keys", "B"), ("context_keys", "C"), ("marks", "D")]
)
POSTGRESQL = [
    f"ALTER TABLE website_searchpart ADD COLUMN vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX website_searchpart_vector ON website_searchpart USING gin (vector)",
]
BACK = {
    "sqlite": [
        "DROP TRIGGER website_searchpart_enters",
        "DROP TRIGGER website_searchpart_leaves",
        "DROP TABLE website_searchindex",
    ],
    "postgresql": ["ALTER TABLE website_searchpart DROP COLUMN vector"],
}


def make(_apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def unmake(_apps: Any, editor: Any) -> None:
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("website", "0001_search")]

    operations = [migrations.RunPython(make, unmake)]
