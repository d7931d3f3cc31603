"""The migration that normalises every draft once: nothing that is read becomes another thing."""

import json
from hashlib import sha256
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from documents.codec import from_json, to_json
from documents.comparison import Skipped
from documents.from_rows import document_of
from documents.markdown import as_read
from documents.plan_changes import about, compare
from plans.models import Plan
from plans.standard import standardise
from plans.text_length import LONGEST_TEXT
from publishing.models import CheckWaiver
from tests.factories import AnnualGoalFactory, SectionFactory, TargetGroupFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

MIGRATION = import_module("desk.migrations.0030_texts_are_standard")
OLD = (
    "1. Første\n\nTekst.\n\n2. Anden",
    "• a\n• b\n\nTekst\n- c\n    - d",
    "Nørregade 1\n7400 Herning\n\n##\u00a0Overskrift",
    "4. kvartal 2018 gik\n1. kvartal 2019 gik",
    "borger*innen og medarbejder*innen, 10 m<sup>2</sup>, <b>fed</b>",
    "| A | B |\n|---|---|\n| 1 | 2 |\n\nTekst[^1]\n\n[^1]: Note",
    "15. Besøg\n\nbo\u00adsted, a\u030a",
    "1. maj starter det.\n2019. Det var året.",
    "Kilde  \nSTAR",
    "Intet at rette.",
)


def plain_models() -> Any:
    """Models as a migration has them: fields, and nothing of what ours do to what is stored."""
    loader = MigrationExecutor(connection).loader
    return loader.project_state(loader.graph.leaf_nodes()).apps


@pytest.fixture
def plan() -> Plan:
    plain = plain_models()
    theme = ThemeFactory(plan__year=2019)
    theme.target_groups.add(TargetGroupFactory())
    goal = AnnualGoalFactory(theme=theme)
    for number, text in enumerate(OLD):
        section = SectionFactory(
            plan=theme.plan, title=f"Afsnit {number}", slug=f"afsnit-{number}", position=number
        )
        plain.get_model("plans", "Section").objects.filter(pk=section.pk).update(body=text)
    themes, goals = (plain.get_model(*name) for name in (("themes", "Theme"), ("goals", "AnnualGoal")))
    themes.objects.filter(pk=theme.pk).update(ambition="• a\n• b", actions="Intet at rette.")
    goals.objects.filter(pk=goal.pk).update(text="Højst 5 % i 1. kvartal", note="+ 3 pct.")
    plan: Plan = theme.plan
    return plan


def migrate() -> None:
    MIGRATION.make_standard(plain_models(), None)


def of_schema_1(plan: Plan) -> str:
    data = json.loads(to_json(document_of(plan)))
    return json.dumps({"schema": 1, "plan": data["plan"]})


def test_unchanged_plan_equals_its_edition(plan: Plan) -> None:
    edition = from_json(of_schema_1(plan))
    migrate()
    draft = document_of(Plan.objects.get(pk=plan.pk))
    assert {change.kind for change in compare(edition, draft)} == {"same"}
    assert [each for each in about(edition, draft) if not isinstance(each, Skipped)] == []


def test_what_reads_the_same_is_standard_afterwards(plan: Plan) -> None:
    migrate()
    bodies = dict(plan.sections.values_list("position", "body"))
    assert [standardise(bodies[place]) == bodies[place] for place in (0, 1, 6, 9)] == [True] * 4
    assert bodies[1] == "- a\n- b\n\nTekst\n\n- c\n  - d"
    assert bodies[9] == OLD[9]


def test_numbers_that_skip_stay_as_they_were_read_until_somebody_saves(plan: Plan) -> None:
    """The web's page had 4. and 5.; so has the edition, and an unchanged draft equals it. What was typed, 4. and
    1., is normalised when the text is saved the next time, and the comparison shows it."""
    migrate()
    section = plan.sections.get(position=3)
    assert as_read(section.body) == "4. kvartal 2018 gik\n5. kvartal 2019 gik"
    section.save()
    assert as_read(section.body) == "4. kvartal 2018 gik\n1. kvartal 2019 gik"


def test_each_changed_row_has_a_version_that_says_why(plan: Plan) -> None:
    migrate()
    theme = plan.themes.get()
    version = theme.history.first()
    assert (version.history_change_reason, version.history_type, version.history_user) == (
        "skrivemåde rettet",
        "~",
        None,
    )
    assert (version.ambition, [group.targetgroup_id for group in version.target_groups.all()]) == (
        "- a\n- b",
        list(theme.target_groups.values_list("pk", flat=True)),
    )
    untouched = plan.sections.get(position=9)
    assert untouched.history.first().history_change_reason is None


def test_what_was_waived_stays_so(plan: Plan) -> None:
    text = OLD[1]
    old = CheckWaiver.objects.create(
        plan=plan,
        check_id="hard_to_read",
        place="section:afsnit-1:body",
        text_hash=sha256(text.encode()).hexdigest(),
        by=UserFactory(),
        reason="Lovens ord.",
    )
    migrate()
    body = plan.sections.get(position=1).body
    new = CheckWaiver.objects.get(text_hash=sha256(as_read(body).encode()).hexdigest())
    assert (new.reason, new.by, new.at, new.place) == (old.reason, old.by, old.at, old.place)
    assert CheckWaiver.objects.filter(pk=old.pk).exists()


def test_text_that_would_become_too_long_for_its_field_stays_as_it_was() -> None:
    text = "~ca. 5 " * 14_000
    assert len(text) < LONGEST_TEXT < len(MIGRATION.upgraded(text))
    assert MIGRATION.standard(text) == text
