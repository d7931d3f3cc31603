"""The chain of proof: one entry after the other, whoever writes at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from documents.files import MARKDOWN_FIELDS
from documents.traversal import every_part
from documents.tree import PlanDocument
from publishing.checks.texts import markdown_texts
from publishing.domain import proof
from publishing.enums import ProofKind
from publishing.models import ProofEntry
from tests.documents.printing.plans import HARD, HARD_REPORT


@pytest.mark.django_db(transaction=True)
def test_entries_of_one_moment_stand_one_after_the_other() -> None:
    def add(number: int) -> str:
        try:
            with transaction.atomic():
                return proof.append(ProofKind.EDITION, number, {"number": number}).sha256
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(add, range(1, 9)))
    entries = list(ProofEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, 9))
    assert [entry.previous for entry in entries] == [proof.BEGINNING, *(one.sha256 for one in entries[:-1])]
    assert {entry.sha256 for entry in entries} == made


@pytest.mark.django_db(transaction=True)
def test_entry_goes_with_the_transaction_that_it_records() -> None:
    with transaction.atomic():
        proof.append(ProofKind.EDITION, 1, {})
        transaction.set_rollback(True)
    assert proof.head() == proof.Head()
    with pytest.raises(TransactionManagementError):
        proof.append(ProofKind.EDITION, 1, {})


@pytest.mark.parametrize("document", [HARD, HARD_REPORT], ids=["plan", "report"])
def test_files_are_looked_for_in_the_texts_that_are_checked(document: PlanDocument) -> None:
    """The two lists of Markdown texts are one: a picture in each of them is found."""
    checked = {text.value for text in markdown_texts(document)}
    assert checked
    assert checked <= set(_texts(document))


def _texts(document: PlanDocument) -> list[str]:
    return [
        getattr(part, name) for part in every_part(document) for name in MARKDOWN_FIELDS.get(type(part), ())
    ]
