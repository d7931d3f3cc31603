"""What the two databases' own indexes are asked: FTS5 on SQLite, tsvector on PostgreSQL. Both hold the same keys
and marks and are asked the same conditions; only the signs between them differ. What they call the best is where
`ranking.py` begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

Phrase = Sequence[Sequence[str]]
"""Words that must all be there, each by one of its keys."""
Choice = Sequence[Phrase]
"""Of which one must be there."""


@dataclass(frozen=True, slots=True)
class Condition:
    """All `marks` and one alternative of each choice; with `any_choice`, of one choice at least."""

    choices: Sequence[Choice]
    marks: Sequence[str] = ()
    any_choice: bool = False

    def marked(self, *marks: str) -> "Condition":
        return Condition(self.choices, (*self.marks, *marks), self.any_choice)

    def written(self) -> str:
        """In the language of the database. Keys and marks are letters and digits, so that nothing in them is a
        sign of that language."""
        quote, both, either = ("'", " & ", " | ") if _is_postgresql() else ('"', " AND ", " OR ")

        def quoted(key: str) -> str:
            if not key.isalnum() or not key.isascii():
                raise ValueError(key)
            return f"{quote}{key}{quote}"

        def one_of(keys: Sequence[str]) -> str:
            return f"({either.join(map(quoted, keys))})"

        def all_of(phrase: Phrase) -> str:
            return f"({both.join(map(one_of, phrase))})"

        choices = [f"({either.join(map(all_of, choice))})" for choice in self.choices]
        words = f"({(either if self.any_choice else both).join(choices)})"
        return both.join([words, *map(quoted, self.marks)])


LOCK = 7_312_019
"""Any number that nothing else of the portal locks by."""


def keep_others_out() -> None:
    """Until the transaction ends: two municipalities that publish at once have words in common. SQLite took its
    lock at BEGIN."""
    if _is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def best(condition: Condition, limit: int) -> list[int]:
    """The keys of parts. Of SQLite's columns the title counts most; PostgreSQL's weights say the same."""
    if _is_postgresql():
        return _column(
            "SELECT id FROM website_searchpart WHERE vector @@ %s::tsquery"
            " ORDER BY ts_rank('{0, 0.1, 0.2, 1}', vector, %s::tsquery, 1) DESC, id LIMIT %s",
            [condition.written(), condition.written(), limit],
        )
    return _column(
        "SELECT rowid FROM website_searchindex WHERE website_searchindex MATCH %s"
        " ORDER BY bm25(website_searchindex, 8.0, 1.0, 0.5, 0.0), rowid LIMIT %s",
        [condition.written(), limit],
    )


def count(condition: Condition, limit: int) -> int:
    """Up to `limit`: to count half a country takes half a second."""
    table, match = (
        ("website_searchpart", "vector @@ %s::tsquery")
        if _is_postgresql()
        else ("website_searchindex", "website_searchindex MATCH %s")
    )
    some = f"SELECT 1 FROM {table} WHERE {match} LIMIT %s"
    return _column(f"SELECT COUNT(*) FROM ({some}) AS found", [condition.written(), limit])[0]


def _column(sql: str, params: list[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
