"""The pages of the workflow, walked for a follow-up: no sentence calls it a plan."""

import re
from collections.abc import Iterable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goals.models import AnnualGoal, FollowUp
from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.domain import jobs
from publishing.domain.basis import begin
from publishing.domain.withdraw import withdraw
from publishing.enums import Step
from publishing.models import Edition
from tests.desk.forms import send
from tests.factories import AnnualGoalFactory, FollowUpFactory, PlanFactory, ThemeFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import publish, read_by, take

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

NAMED = re.compile(r"\bplan(en|ens|s)?\b", re.IGNORECASE)
OF_THE_PLAN = (
    r"Målene er fra planens udgave \d",
    r"Målopfølgningen bygger (nu )?på planens udgave \d",
    r"Planens udgave \d",
    r"Planen er trukket tilbage",
    r"Den vises fortsat med planens mål og tekster, som den blev udgivet",
    r"Den trækkes også tilbage med samme begrundelse som planen",
    r"Plan:?$",  # the field that says which plan the follow-up is on
)
"""How the sentences begin that are about the plan beside the follow-up."""
LONG = "Et ord " * 20
PAGES = (
    "desk-checks",
    "desk-checks-beside",
    "desk-steps",
    "desk-share",
    "desk-stop",
    "desk-decision",
    "desk-discard",
    "desk-jobs",
)
STEPS = ("indsend", "tag-tilbage", "send-tilbage", "godkend")
OWN = ("change", "publish", "history", "delete")


def sentences(html: str) -> list[str]:
    """What is read on a page, but for what leads elsewhere: the head, and the way down to the page."""
    html = re.sub(r"<(script|style|header|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<div class="breadcrumbs">.*?</div>', " ", html, flags=re.DOTALL)
    html = re.sub(r"</?(a|strong|b|em|span|time|ins|del)\b[^>]*>", "", html)
    lines = (" ".join(line.split()) for line in unescape(re.sub(r"<[^>]*>", "\n", html)).split("\n"))
    return [sentence for line in lines for sentence in re.split(r"(?<=[.:?!])\s+(?=[A-ZÆØÅ])", line)]


def wrong(found: Iterable[str]) -> list[str]:
    return [one for one in found if NAMED.search(one) and not any(re.match(own, one) for own in OF_THE_PLAN)]


class Walk:
    """Every page of a follow-up, in the state in which it is, and what each button answers. `found` is by
    where it was read."""

    def __init__(self, follow_up: FollowUp) -> None:
        self.follow_up = follow_up
        self.author: User = editor_of(follow_up.plan)
        self.editor, self.approver = Client(), Client()
        self.editor.force_login(self.author)
        self.approver.force_login(approver_of(follow_up.plan))
        self.found: dict[str, str] = {}

    def read(self, where: str, answer: Any) -> None:
        for sentence in wrong(sentences(answer.content.decode())):
            self.found.setdefault(sentence, where)

    def own(self, name: str) -> str:
        return reverse(f"admin:goals_followup_{name}", args=[self.follow_up.pk])

    def here(self, name: str, *more: str) -> str:
        return reverse(name, args=["opfoelgning", self.follow_up.pk, *more])

    def addresses(self) -> Iterable[str]:
        yield from map(self.own, OWN)
        yield from map(self.here, PAGES)
        yield from (self.here("desk-step", name) for name in STEPS)
        yield from (
            reverse(name, args=[self.follow_up.pk]) for name in ("desk-renew-basis", "desk-suspended")
        )

    def look(self, where: str) -> None:
        for address in self.addresses():
            answer = self.approver.get(address)
            assert answer.status_code in (200, 302) or address == self.own("delete"), address
            self.read(f"{where} {address}", answer)
        if text := self.follow_up.frozentexts.order_by("pk").last():
            for name in ("plan", "changes"):
                self.read(f"{where} {name}", self.approver.get(reverse(f"text:{name}", args=[text.pk])))

    def press(self, client: Client, address: str, **data: Any) -> None:
        sent = {"read": read_by(self.follow_up), "reason": "", **data}
        self.read(f"pressed {address}", client.post(address, sent, follow=True))
        list(jobs.run_waiting())
        self.follow_up.refresh_from_db()

    def wrong_in_mails(self) -> list[str]:
        """The plan's own ones, from before, lead to its page."""
        lines = (line for letter in mail.outbox for line in letter.body.split("\n"))
        here = settings.SITE_URL + self.own("change")
        leading = [line for line in lines if line.startswith(settings.SITE_URL)]
        assert leading[1:] == [here] * (len(leading) - 1)
        return wrong(line for letter in mail.outbox for line in letter.body.split("\n") if "://" not in line)

    def step(self, client: Client, name: str, **data: Any) -> None:
        self.press(client, self.here("desk-step", name), **data)


@pytest.fixture
def walk(municipality: Municipality) -> Walk:
    plan: Plan = PlanFactory(municipality=municipality, title="Beskæftigelsesstrategi 2019")
    theme = ThemeFactory(plan=plan, number=1, slug="unge", ambition="Alle unge med.")
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job.")
    publish(plan, by=None, note="Vedtaget")
    follow_up: FollowUp = FollowUpFactory(plan=plan, title="Målopfølgning", introduction="Det gik godt.")
    begin(follow_up)
    goal = theme.goals.get()
    follow_up.assessments.create(goal=goal, verdict="met", text="Nået.")
    return Walk(follow_up)


def test_no_page_from_draft_to_approved_calls_a_follow_up_a_plan(walk: Walk) -> None:
    row, editor, approver = walk.follow_up, walk.editor, walk.approver
    FollowUp.objects.filter(pk=row.pk).update(introduction="Ring om 010190-1234.")
    walk.look("what stops")
    walk.step(editor, "indsend")
    FollowUp.objects.filter(pk=row.pk).update(introduction="Det gik godt.", title=LONG)
    walk.look("warnings")
    walk.press(editor, walk.here("desk-waive"), found=[])
    walk.press(editor, walk.here("desk-share"), recipient="Udvalget", days="30")
    take(row, Step.SUBMIT, approver_of(row.plan))
    FollowUp.objects.filter(pk=row.pk).update(state=PlanState.SUBMITTING)
    walk.look("being sent")
    FollowUp.objects.filter(pk=row.pk).update(state=PlanState.DRAFT)
    walk.step(editor, "indsend", waiving="Byrådets ord")
    assert row.state == PlanState.SUBMITTED
    walk.look("submitted")
    walk.step(editor, "tag-tilbage")
    walk.step(editor, "tag-tilbage", reason="En fejl")
    walk.step(approver, "indsend")
    walk.look("sent by the reader")
    walk.step(approver, "godkend")
    walk.step(approver, "send-tilbage", reason="Skriv mere")
    assert row.state == PlanState.DRAFT
    walk.step(editor, "indsend")
    walk.step(approver, "godkend", read="0" * 64)
    walk.step(approver, "godkend")
    assert row.state == PlanState.APPROVED
    walk.press(
        approver, walk.here("desk-decision"), body="Byrådet", date="2020-04-27", outcome="noted", votes="Ja"
    )
    walk.look("approved, with a decision")
    assert walk.found == {}
    assert walk.wrong_in_mails() == []


def test_no_page_from_approved_to_withdrawn_calls_a_follow_up_a_plan(walk: Walk) -> None:
    row, editor, approver = walk.follow_up, walk.editor, walk.approver
    take(row, Step.SUBMIT, walk.author)
    take(row, Step.APPROVE, approver_of(row.plan))
    page = walk.own("publish")
    walk.press(approver, page, note="", when="later")
    when = f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    walk.press(approver, page, note="Sådan gik det", when="later", at=when)
    walk.look("planned")
    walk.press(approver, walk.here("desk-stop"))
    walk.press(approver, page, note="Sådan gik det", when="now")
    assert row.state == PlanState.PUBLISHED
    walk.look("published")
    send(editor, walk.own("change"), introduction="Det gik meget godt.")
    walk.look("a draft again")
    walk.press(editor, walk.here("desk-discard"), seen="en anden")
    take(row, Step.SUBMIT, walk.author)
    take(row, Step.APPROVE, approver_of(row.plan))
    first, second = row.editions.get(), publish(row, by=None, correction=True)
    for edition in (first, second):
        withdrawing = reverse("admin:publishing_edition_withdraw", args=[edition.pk])
        walk.read("withdrawing", approver.get(withdrawing))
    walk.press(approver, withdrawing, reason="Fejl", again=first.pk, in_force=second.pk, sure="on")
    assert second.withdrawal.in_force == first
    walk.read("last", approver.get(reverse("admin:publishing_edition_withdraw", args=[first.pk])))
    assert walk.found == {}
    assert walk.wrong_in_mails() == []


def test_no_page_after_the_plan_is_withdrawn_calls_the_follow_up_a_plan(walk: Walk) -> None:
    row, plan = walk.follow_up, walk.follow_up.plan
    publish(row, by=None, note="Sådan gik det")
    AnnualGoal.objects.update(text="Mange flere unge i job.")
    publish(plan, by=None, note="Ny udgave")
    walk.look("another edition of the plan")
    for edition in Edition.objects.of_plans().order_by("-pk"):
        withdraw(edition, by=None, reason="Forkerte tal.")
    walk.look("suspended")
    walk.press(walk.editor, walk.own("change"))
    walk.step(walk.editor, "indsend")
    walk.press(walk.approver, reverse("desk-suspended", args=[row.pk]), becomes="withdraw")
    walk.look("withdrawn with the plan")
    assert walk.found == {}


def test_sentence_that_calls_it_a_plan_is_found() -> None:
    page = "<h1>Udgiv</h1><p>Planen udgives nu. Målene er fra planens udgave 1.</p><p>Planlagt af Bo</p>"
    assert wrong(sentences(page)) == ["Planen udgives nu."]
