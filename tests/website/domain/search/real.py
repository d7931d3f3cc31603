"""The four real plans and the country's synonyms, published and searched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.core import serializers
from django.db import transaction

from tests.publishing.edition_factory import publish
from tests.real_plans import NAMES, PLANS_FOLDER, filed
from website.domain.search import filling

SYNONYMS = PLANS_FOLDER.parent / "reference" / "synonyms.json"


def load_synonyms() -> None:
    rows = serializers.deserialize("json", SYNONYMS.read_text(encoding="utf-8"))
    for row in rows:
        row.save()


@contextmanager
def published() -> Iterator[None]:
    """For as long as the block lasts."""
    with transaction.atomic():
        load_synonyms()
        for name in NAMES:
            document = filed(name)
            publish(replace(document, follow_up=None))
            if document.follow_up:
                publish(document)
        filling.rebuild()
        yield
        transaction.set_rollback(True)
