"""A part or an annex with papers of its own: typed, kept from rows to tree and back, and not taken to next year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from desk.domain.next_year import copy_plan
from documents import tree
from documents.from_rows import document_of
from documents.plan_changes import compare
from documents.to_rows import store
from documents.wording import adoption_words
from plans.models import Attachment, Municipality, Plan, Section
from tests.factories import AttachmentFactory, PlanFactory, SectionFactory

pytestmark = pytest.mark.django_db
OWN = {"decided_by": "Ungeudvalget", "decided_on": date(2018, 12, 2), "case_number": "18/3190"}
ADOPTED = tree.Adoption("Ungeudvalget", date(2018, 12, 2), "18/3190", "FGU Midt")


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(municipality=municipality, year=2019)
    section = SectionFactory(plan=plan, kind="annex", document_owner="FGU Midt", **OWN)
    AttachmentFactory(plan=plan, section=section, document_owner="FGU Midt", **OWN)
    SectionFactory(plan=plan)
    return plan


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, set()),
        ({"document_owner": "FGU Midt"}, set()),
        (OWN, set()),
        ({"decided_by": "Ungeudvalget"}, {"decided_on"}),
        ({"decided_on": date(2018, 12, 2)}, {"decided_by"}),
    ],
)
@pytest.mark.parametrize("model", [Section, Attachment])
def test_decision_has_a_body_and_a_day(
    plan: Plan, model: type, typed: dict[str, object], wrong: set[str]
) -> None:
    row = model.objects.first()
    for name, empty in {
        "document_owner": "",
        "decided_by": "",
        "decided_on": None,
        "case_number": "",
    }.items():
        setattr(row, name, typed.get(name, empty))
    faults: set[str] = set()
    try:
        row.full_clean()
    except ValidationError as error:
        faults = set(error.message_dict) - {"__all__"}
    assert faults == wrong
    if wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_tree_and_rows_keep_it(plan: Plan) -> None:
    document = document_of(plan)
    annex, plain = document.sections
    assert (annex.adoption, annex.attachments[0].adoption, plain.adoption) == (ADOPTED, ADOPTED, None)
    Plan.objects.filter(pk=plan.pk).delete()
    assert document_of(store(document)).sections == document.sections


def test_annex_in_the_plan_s_page_says_its_decision_and_leads_to_it(plan: Plan, editor: Client) -> None:
    Attachment.objects.update(document_owner="")
    other = AttachmentFactory(plan=plan)
    page = editor.get(f"/admin/plans/plan/{plan.pk}/change/").content.decode()
    address = reverse("admin:plans_attachment_change", args=[other.pk])
    assert f'<a href="{address}#id_document_owner">Tilføj</a>' in page
    assert '#id_document_owner">Ungeudvalget</a>' in page


def test_it_is_said_in_one_line() -> None:
    assert adoption_words(ADOPTED) == (
        "FGU Midt · Vedtaget af Ungeudvalget den 2. december 2018 · sagsnr. 18/3190"
    )
    assert adoption_words(tree.Adoption(owner="FGU Midt")) == "FGU Midt"
    assert adoption_words(None) == ""


def test_decision_stays_with_its_year_and_the_owner_goes_on(plan: Plan) -> None:
    annex, plain = document_of(copy_plan(plan, 2020)).sections
    assert (annex.adoption, plain.adoption) == (tree.Adoption(owner="FGU Midt"), None)


def test_comparison_tells_of_another_decision(plan: Plan) -> None:
    before = document_of(plan)
    Section.objects.filter(plan=plan, kind="annex").update(decided_by="Byrådet")
    after = document_of(plan)
    changed = [change for change in compare(before, after) if change.kind == "changed"]
    assert [change.after.section.slug for change in changed if change.after and change.after.section] == [
        after.sections[0].slug
    ]
