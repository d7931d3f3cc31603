"""No draft's word is public, whatever has been published around it.

A machine writes, submits, approves, publishes, corrects, withdraws, follows up and shares in all orders.
Whatever it writes holds a word that is nowhere else, so that each word found by anybody, on any public
address or in any file, tells of the text that it came from. How far it walks is set by `LONG`
(`make long`)."""

import os
import re
import subprocess
from contextlib import suppress
from datetime import date
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, data, sampled_from

from desk.domain.sharing import share
from documents.tree import PlanRef
from goals.enums import FollowUpKind, Verdict
from goals.models import AnnualGoal, Assessment, FollowUp, ReportDecision, ThemeAnswer
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Attachment, Decision, Plan, Section
from publishing.domain.basis import begin
from publishing.domain.decisions import add_decision
from publishing.domain.withdraw import consequence, withdraw
from publishing.enums import Step
from publishing.models import Edition, FollowUpBasis, Subject
from publishing.numbering import EditionNumber
from tests.factories import (
    AnnualGoalFactory,
    AttachmentFactory,
    DecisionFactory,
    FollowUpFactory,
    InitiativeFactory,
    MunicipalityFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    ThemeAnswerFactory,
    ThemeFactory,
    UserFactory,
)
from tests.public_addresses import public_addresses
from tests.steps import publish, read_by, take
from tests.website.pages import body
from themes.models import Initiative, Strategy, Theme, ThemeGroup
from website.domain.search import search

LONG = bool(os.environ.get("LONG"))
WALKS, STEPS = (40, 50) if LONG else (6, 25)
SEARCHED = 4
WORD = re.compile(r"kanarie\d+fugl")
ROWS = (Plan, Section, ThemeGroup, Theme, ThemeAnswer, AnnualGoal, Strategy, Initiative, Attachment)
WAYS_TO_PLAN = {
    Plan: ("pk",),
    Section: ("plan",),
    Attachment: ("plan",),
    ThemeGroup: ("plan",),
    Theme: ("plan",),
    ThemeAnswer: ("theme__plan",),
    AnnualGoal: ("plan", "theme__plan"),
    Strategy: ("plan", "theme__plan"),
    Initiative: ("theme__plan", "strategy__plan", "strategy__theme__plan"),
}
WRITTEN = {
    Plan: ("title", "summary", "notice"),
    Section: ("title", "body"),
    ThemeGroup: ("title", "body"),
    Theme: ("title", "ambition", "actions", "status", "challenge"),
    ThemeAnswer: ("text",),
    AnnualGoal: ("text", "note", "status", "challenge", "responsible_unit", "partners"),
    Strategy: ("title", "body", "status", "challenge"),
    Initiative: ("title", "body", "partners"),
    Attachment: ("title",),
}
NAMES = ("notat", "notat.csv", "notat.csv.txt", "bilag/notat.csv")
"""Each a part of another: who looks a file up by a part of its path serves the wrong one."""


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


def rows_of(model: type[Any], plan: Plan) -> list[Any]:
    found: dict[int, Any] = {}
    for way in WAYS_TO_PLAN[model]:
        found |= {row.pk: row for row in model._default_manager.filter(**{way: plan.pk})}
    return list(found.values())


def words_of_rows(subject: Subject) -> set[str]:
    """What the working draft says, read from the rows and not by the code that is tried."""
    if isinstance(subject, FollowUp):
        parts: list[Any] = [subject, *subject.assessments.all()]
        texts = [str(getattr(part, name, "")) for part in parts for name in ("title", "introduction", "text")]
        return words(" ".join(texts)) | words_of_decisions(subject) | words_of_goals(subject)
    found = set()
    for model in ROWS:
        for row in rows_of(model, subject):
            found |= words(" ".join(str(getattr(row, name)) for name in WRITTEN[model]))
            if isinstance(row, Attachment):
                with row.file.open("rb") as handle:
                    found |= words(handle.read().decode())
    return found | words_of_decisions(subject)


def words_of_decisions(subject: Subject) -> set[str]:
    return words(" ".join(f"{row.minority_statement} {row.parties}" for row in subject.decisions.all()))


def words_of_goals(report: FollowUp) -> set[str]:
    """A follow-up on a plan that was never published has its goals and its themes' titles, and approving it
    approves them."""
    if FollowUpBasis.objects.filter(follow_up=report).exists():
        return set()
    goals = [
        str(getattr(row, name)) for row in rows_of(AnnualGoal, report.plan) for name in WRITTEN[AnnualGoal]
    ]
    return words(" ".join([*goals, *(row.title for row in rows_of(Theme, report.plan))]))


def shown_in(content: bytes) -> set[str]:
    """The words in a page or a file of any kind."""
    if content.startswith(b"%PDF-"):
        return words_of_pdf(content)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) for name in archive.namelist())
    return words(content.decode(errors="replace"))


@cache
def words_of_pdf(content: bytes) -> frozenset[str]:
    text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
    with pikepdf.open(BytesIO(content)) as pdf:
        attached = b" ".join(one.get_file().read_bytes() for one in pdf.attachments.values())
    # A word that is broken over two lines is that word all the same.
    joined = text.decode().replace("\u00ad", "").replace("-\n", "")
    return frozenset(words(joined) | words(attached.decode()))


class Portal(RuleBasedStateMachine):
    """`frozen`: by subject, the words of the text that waits. `public`: by edition, the words of the text
    that it was published of. `shared`: by token, what its reader may see."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.counter = count(1)
        self.frozen: dict[Subject, set[str]] = {}
        self.public: dict[int, set[str]] = {}
        self.shared: dict[str, tuple[Subject, set[str]]] = {}
        self.changed = False

    def teardown(self) -> None:
        try:
            self.look()
        finally:  # else the next walk would find the words of this one
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.town = MunicipalityFactory(author_may_approve=True)
        self.person = UserFactory(is_superuser=True)
        self.plans = [self._plan(2019), self._plan(2020)]

    def _plan(self, year: int) -> Plan:
        plan: Plan = PlanFactory(municipality=self.town, year=year, summary="Kort.")
        SectionFactory(plan=plan, slug="indledning")
        DecisionFactory(plan=plan, outcome="in_hearing")
        theme = ThemeFactory(plan=plan, number=1, slug="unge")
        ThemeAnswerFactory(theme=theme)
        AnnualGoalFactory(theme=theme, number=1)
        StrategyFactory(theme=theme)
        InitiativeFactory(theme=theme)
        return plan

    def _word(self) -> str:
        return f"kanarie{next(self.counter)}fugl"

    def _subjects(self, *states: PlanState) -> list[Subject]:
        plans = Plan.objects.filter(municipality=self.town)
        found = [*plans, *FollowUp.objects.filter(plan__in=plans).select_related("plan__municipality")]
        return [subject for subject in found if not states or subject.state in states]

    def _open(self) -> list[Subject]:
        return self._subjects(PlanState.DRAFT, PlanState.PUBLISHED)

    def _begin_edit(self, subject: Subject) -> None:
        if subject.state == PlanState.PUBLISHED:
            take(subject, Step.NEW_DRAFT, self.person)

    @rule(draw=data())
    def write(self, draw: Any) -> None:
        plans = [one for one in self._open() if isinstance(one, Plan)]
        if not plans:
            return
        plan = draw.draw(sampled_from(plans))
        self._begin_edit(plan)
        model = draw.draw(sampled_from([model for model in ROWS if rows_of(model, plan)]))
        row = draw.draw(sampled_from(rows_of(model, plan)))
        setattr(row, draw.draw(sampled_from(WRITTEN[model])), f"Ord {self._word()} her.")
        row.save()

    @rule(draw=data(), name=sampled_from(NAMES))
    def attach(self, draw: Any, name: str) -> None:
        plans = [one for one in self._open() if isinstance(one, Plan)]
        if not plans:
            return
        plan = draw.draw(sampled_from(plans))
        self._begin_edit(plan)
        content = ContentFile(self._word().encode(), name=f"{PurePosixPath(name).name}.txt")
        AttachmentFactory(plan=plan, file=None, title="Et bilag")
        row = plan.attachments.order_by("-pk")[0]
        row.file.save(content.name, content)

    @rule(draw=data(), kind=sampled_from(FollowUpKind.values))
    def assess(self, draw: Any, kind: str) -> None:
        plan = draw.draw(sampled_from(self.plans))
        report = FollowUp.objects.filter(plan=plan, kind=kind).first()
        if report is None:
            report = FollowUpFactory(plan=plan, kind=kind, title="Opfølgning", slug=f"om-{kind[:3]}")
            begin(report)
        if report.state not in (PlanState.DRAFT, PlanState.PUBLISHED):
            return
        self._begin_edit(report)
        goal = rows_of(AnnualGoal, plan)[0]
        given = {"goal": goal, "verdict": Verdict.MET, "text": f"Det gik {self._word()}."}
        named = {"theme_slug": "unge", "number": 1}
        Assessment.objects.update_or_create(follow_up=report, **named, defaults=given)

    @rule(draw=data(), step=sampled_from([Step.SUBMIT, Step.APPROVE, Step.RETURN, Step.TAKE_BACK]))
    def step(self, draw: Any, step: Step) -> None:
        subject = draw.draw(sampled_from(self._subjects()))
        with suppress(RefusedError):
            take(subject, step, self.person, "Derfor")
            if step is Step.SUBMIT:
                self.frozen[subject] = words_of_rows(subject)

    @rule(draw=data())
    def decide(self, draw: Any) -> None:
        waiting = self._subjects(PlanState.SUBMITTED, PlanState.APPROVED)
        if not waiting:
            return
        subject, word = draw.draw(sampled_from(waiting)), self._word()
        said = draw.draw(
            sampled_from(
                [
                    {"minority_statement": f"Vi siger {word}."},
                    {"outcome": "heard", "parties": f"Rådet {word}"},
                ]
            )
        )
        given = {"body": "Byrådet", "date": date(2019, 1, 1), **said}
        decision = (
            ReportDecision(follow_up=subject, **given)
            if isinstance(subject, FollowUp)
            else Decision(plan=subject, **given)
        )
        add_decision(subject, decision, None, by=self.person, read=read_by(subject))
        self.frozen[subject] = self.frozen[subject] | {word}

    @rule(draw=data(), correction=booleans(), proposal=booleans())
    def publish(self, draw: Any, correction: bool, proposal: bool) -> None:
        approved = self._subjects(PlanState.APPROVED)
        if not approved:
            return
        subject = draw.draw(sampled_from(approved))
        with suppress(RefusedError):
            edition = publish(subject, by=self.person, note="Nyt.", correction=correction, proposal=proposal)
            self.public[edition.pk] = self.frozen[subject]
            self.changed = True

    @rule(draw=data(), proposal=booleans())
    def go_all_the_way(self, draw: Any, proposal: bool) -> None:
        """So that there is something public to leak beside."""
        drafts = self._subjects(PlanState.DRAFT)
        if not drafts:
            return
        subject = draw.draw(sampled_from(drafts))
        with suppress(RefusedError):
            take(subject, Step.SUBMIT, self.person)
            self.frozen[subject] = words_of_rows(subject)
            take(subject, Step.APPROVE, self.person)
            edition = publish(subject, by=self.person, note="Nyt.", proposal=proposal)
            self.public[edition.pk] = self.frozen[subject]
            self.changed = True

    @rule(draw=data(), again=booleans())
    def withdraw(self, draw: Any, again: bool) -> None:
        editions = list(Edition.objects.filter(pk__in=self.public, withdrawal=None))
        if not editions:
            return
        edition = draw.draw(sampled_from(editions))
        before = consequence(edition).before if again else None
        withdraw(edition, by=self.person, reason="Fejl.", again=before)
        self.changed = True

    @rule(draw=data())
    def share(self, draw: Any) -> None:
        open_now = self._open()
        if not open_now:
            return
        subject = draw.draw(sampled_from(open_now))
        with suppress(RefusedError):
            _link, token = share(subject, "Udvalget", 30, self.person)
            self.shared[token] = (subject, words_of_rows(subject))

    @invariant()
    def look_where_it_changed(self) -> None:
        if self.changed:
            self.look()
        self.changed = False

    def look(self) -> None:
        if not hasattr(self, "town"):
            return
        served = set(Edition.objects.filter(withdrawal=None).values_list("pk", flat=True))
        allowed = set().union(*(self.public[pk] for pk in self.public if pk in served))
        client = Client()
        for address in public_addresses(self._names()):
            response = client.get(address)
            assert response.status_code in (200, 301, 302, 400, 404, 410), address
            assert shown_in(body(response)) <= allowed, address
        self._search(allowed)
        for token, (subject, frozen) in self.shared.items():
            may = allowed | frozen | self.frozen.get(subject, set())
            for part in ("", "tema/unge/", "afsnit/indledning/", "maal/", "tema/unge/maal/1/", "maal/1/"):
                response = client.get(f"/udkast/{token}/{part}")
                assert shown_in(body(response)) <= may, (part, subject)

    def _search(self, allowed: set[str]) -> None:
        """For each word of a draft, the newest of them first: neither text nor word of it is found or offered."""
        written = set().union(*(words_of_rows(one) for one in self._subjects()), *self.frozen.values())
        hidden = sorted(written - allowed, key=lambda word: int(re.sub(r"[^0-9]", "", word)), reverse=True)
        for query in hidden[:SEARCHED]:
            results = search(query)
            said = [*results.near, *results.corrected.values()]
            said += [f"{hit.title_text} {hit.excerpt_text} {hit.place}" for hit in results.hits]
            assert words(" ".join(said)) <= allowed, query
            assert query not in words(" ".join(said)), query

    def _names(self) -> dict[str, list[Any]]:
        labels = Edition.objects.filter(plan__municipality=self.town).values_list("number", "correction")
        numbers = [EditionNumber(*label) for label in {*labels, (1, 0)}]
        parts = [
            row.slug for model in (Section, Theme) for plan in self.plans for row in rows_of(model, plan)
        ]
        paths = [row.file.name for plan in self.plans for row in rows_of(Attachment, plan)]
        return {
            "municipality": [self.town.slug],
            "year": [2019, 2020],
            "plan": [PlanRef(2019), PlanRef(2020)],
            "other": [PlanRef(2019), PlanRef(2020)],
            "number": numbers,
            "against": numbers,
            "slug": sorted(set(parts)),
            "report": [*FollowUp.objects.filter(plan__in=self.plans).values_list("slug", flat=True)],
            "theme": ["unge"],
            "facet": ["tema"],
            "value": ["unge"],
            "goal": [1],
            "kind": ["csv", "xlsx"],
            "colour": [self.town.accent.removeprefix("#")],
            "path": sorted({*paths, *(path.rpartition(".")[0] for path in paths)}),
            "group": [],
            "indicator": [],
            "period": [],
        }


@pytest.mark.long
@pytest.mark.on_sqlite
@pytest.mark.django_db
def test_no_word_of_a_draft_is_public() -> None:
    run_state_machine_as_test(
        Portal,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not LONG,
            suppress_health_check=list(HealthCheck),
        ),
    )
