"""Checks what is stored against what was published: the promise that nothing has changed."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from publishing import triggers
from publishing.domain.verifying.against import compare
from publishing.domain.verifying.chain import of_chain
from publishing.domain.verifying.editions import of_editions
from publishing.domain.verifying.finding import Finding
from publishing.domain.verifying.frozen import of_left_over_files, of_texts

__all__ = ["Finding", "compare", "verify"]


def verify() -> Iterator[Finding]:
    """One finding for each edition, also where it is as published; of the rest, only what is wrong."""
    yield from _of_triggers()
    yield from of_chain()
    yield from of_editions()
    yield from of_texts()
    yield from of_left_over_files()


def _of_triggers() -> Iterator[Finding]:
    for table in triggers.missing(connection):
        yield Finding(table, (_("The database does not refuse changes: the triggers are gone."),))
