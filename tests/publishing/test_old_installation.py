"""An installation from before steps named texts, brought up to date: plans in each state, editions, corrections and
withdrawals, both follow-ups on one plan in the series that they shared, links; each keeps its meaning."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from desk.domain.sharing import ClosedLinkError, PublishedLinkError, open_link, share
from documents import tree
from documents.codec import to_json
from goals.models import FollowUp
from plans.models import Plan
from publishing.domain.basis import basis_of
from publishing.domain.publish import publish
from publishing.domain.schedule import waiting_for
from publishing.domain.texts import current_text
from publishing.domain.verifying import verify
from publishing.domain.withdraw import waiting_of
from publishing.domain.workflow import history
from publishing.models import Edition, Withdrawal
from tests import past_database
from tests.publishing.edition_factory import FIRST_DAY, document_of, report_of, small_pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]

BEFORE = [
    ("plans", "0008_roles_from_claims"),
    ("themes", "0004_merged_and_dropped"),
    ("goals", "0004_dropped_as_themes"),
    ("publishing", "0003_variants"),
    ("desk", "0006_people"),
]
"""The last migration of each room before."""
STATES = {
    2016: "published",
    2017: "draft",
    2018: "published",
    2019: "submitted",
    2020: "approved",
    2021: "draft",
}


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


@dataclass
class Old:
    """Makes rows as the models then were."""

    apps: Any
    day: int = 0

    def model(self, name: str) -> Any:
        return self.apps.get_model(*name.split("."))

    def plan(self, year: int) -> Any:
        town, _made = self.model("plans.Municipality").objects.get_or_create(
            slug="herning", code="657", name="Herning Kommune", short_name="Herning"
        )
        plan = self.model("plans.Plan").objects.create(
            municipality=town,
            year=year,
            last_year=year,
            title=f"Beskæftigelsesplan {year}",
            state=STATES[year],
        )
        for number in (1, 2):
            theme = self.model("themes.Theme").objects.create(
                plan=plan, number=number, slug=f"tema-{number}", title=f"Tema nummer {number}"
            )
            for goal in (1, 2):
                self.model("goals.AnnualGoal").objects.create(
                    theme=theme, number=goal, text=f"Mål {goal} af tema {number} skal nås."
                )
        return plan

    def follow_up(self, plan: Any, kind: str, title: str, judged: bool = True) -> Any:
        row = self.model("goals.FollowUp").objects.create(plan=plan, kind=kind, title=f"{title} {plan.year}")
        goals = self.model("goals.AnnualGoal").objects.filter(theme__plan=plan) if judged else ()
        for goal in goals:
            self.model("goals.Assessment").objects.create(
                follow_up=row, goal=goal, verdict="met", text="Det gik **godt**."
            )
        return row

    def edition(self, plan: Any, label: str, follow_up: Any = None, summary: str = "") -> Any:
        """The next day; of the series that the follow-ups on one plan shared."""
        self.day += 1
        number, _dot, correction = label.partition(".")
        document = replace(document_of(year=plan.year), summary=summary or f"Udgave {label}.")
        if follow_up:
            report = report_of(document).follow_up
            assert report
            kind: tree.FollowUpKind = follow_up.kind
            document = replace(document, follow_up=replace(report, title=follow_up.title, kind=kind))
        text = to_json(document)
        pdf = small_pdf(text)
        return self.model("publishing.Edition").objects.create(
            plan=plan,
            follow_up=follow_up,
            series=f"follow-up-{plan.pk}" if follow_up else f"plan-{plan.pk}",
            number=int(number),
            correction=int(correction or 0),
            change_note=f"Udgave {label}",
            published_at=FIRST_DAY + timedelta(days=self.day),
            document_json=text,
            document_sha256=sha256(text),
            pdf=storages["editions"].save(f"herning/{plan.year}/{self.day}.pdf", ContentFile(pdf)),
            pdf_sha256=sha256(pdf),
            pdf_size=len(pdf),
            pdf_pages=1,
            municipality_slug="herning",
            municipality_name="Herning Kommune",
            municipality_short_name="Herning",
            accent="#7a2e3a",
            year=plan.year,
            last_year=plan.year,
            title=document.display_title,
            themes=[{"slug": f"tema-{n}", "number": n, "title": f"Tema nummer {n}"} for n in (1, 2)],
        )

    def withdraw(self, edition: Any) -> None:
        self.day += 1
        self.model("publishing.Withdrawal").objects.create(
            edition=edition, reason="Tallene var forkerte.", withdrawn_at=FIRST_DAY + timedelta(days=self.day)
        )

    def link(self, plan: Any, token: str, **named: Any) -> None:
        self.model("desk.ShareLink").objects.create(
            **{
                "plan": plan,
                "token_sha256": sha256(token),
                "recipient": "Udvalget",
                "expires_at": timezone.now() + timedelta(days=90),
                **named,
            }
        )


def published_in_2016(old: Old) -> None:
    """Corrected once; a mid-year status, then a final report in the same series, then the status again."""
    plan = old.plan(2016)
    old.edition(plan, "1")
    old.edition(plan, "1.1", summary="Rettet.")
    mid = old.follow_up(plan, "mid_year", "Midtvejsstatus")
    final = old.follow_up(plan, "final", "Målopfølgning")
    old.edition(plan, "1", mid)
    old.edition(plan, "2", final, summary="Rettet.")
    old.edition(plan, "3", mid, summary="Mere.")
    old.link(plan, "udgivet")


def withdrawn_in_2017(old: Old) -> None:
    """The newest edition, and so the plan; its report is public. The theme's goals have changed places since."""
    plan = old.plan(2017)
    first, second = old.edition(plan, "1"), old.edition(plan, "2", summary="Anden.")
    old.edition(plan, "1", old.follow_up(plan, "final", "Målopfølgning"))
    old.withdraw(first)
    old.withdraw(second)


def corrected_in_2018(old: Old) -> None:
    """The edition that was corrected is withdrawn, and the status that the final report came after."""
    plan = old.plan(2018)
    first = old.edition(plan, "1")
    old.edition(plan, "1.1", summary="Rettet.")
    old.withdraw(first)
    mid, final = (
        old.follow_up(plan, "mid_year", "Midtvejsstatus"),
        old.follow_up(plan, "final", "Målopfølgning"),
    )
    status = old.edition(plan, "1", mid)
    old.edition(plan, "2", final)
    old.withdraw(status)
    theme = old.model("themes.Theme").objects.get(plan=plan, number=1)
    goals = old.model("goals.AnnualGoal").objects.filter(theme=theme)
    for was, becomes in ((1, 9), (2, 1), (9, 2)):
        goals.filter(number=was).update(number=becomes)


def waiting(old: Old, person: Any) -> None:
    """For approval in 2019, for its moment in 2020; a draft with a report that nobody has published in 2021."""
    for year, steps in ((2019, ["submit"]), (2020, ["submit", "approve"])):
        plan = old.plan(year)
        for step in steps:
            old.model("plans.WorkflowStep").objects.create(
                plan=plan, step=step, by=person, from_state="draft", to_state="submitted", reason="Se her"
            )
    old.model("publishing.ScheduledPublication").objects.create(
        plan=plan, by=person, due_at=timezone.now() + timedelta(days=5), note="Vedtaget"
    )
    old.link(plan, "godkendt")
    draft = old.plan(2021)
    old.follow_up(draft, "mid_year", "Midtvejsstatus")
    old.link(draft, "kladde")
    old.link(draft, "lukket", recalled_at=timezone.now())
    old.link(draft, "udløbet", expires_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def old() -> Iterator[Old]:
    with past_database.no_tables():
        yield Old(past_database.migrate(BEFORE))


Kept = dict[int, tuple[Any, ...]]


@pytest.fixture
def upgraded(old: Old) -> Kept:
    """Brought up to date; what was kept of each edition, by its key."""
    person = old.model("auth.User").objects.create(username="ane")
    published_in_2016(old)
    withdrawn_in_2017(old)
    corrected_in_2018(old)
    waiting(old, person)
    kept = kept_of(old.model("publishing.Edition"))
    past_database.migrate_to_now()
    return kept


def kept_of(model: Any) -> Kept:
    rows = model.objects.all()
    names = ("document_json", "document_sha256", "pdf", "pdf_sha256", "series", "number", "correction")
    return {row.pk: tuple(str(getattr(row, name)) for name in names) for row in rows}


def status(address: str) -> int:
    response = Client().get(f"/herning/{address}")
    response.close()
    return response.status_code


def labels(editions: Any) -> set[tuple[int, str, str]]:
    return {(row.year, row.report_kind, str(row.label)) for row in editions}


IN_FORCE = {
    (2016, "", "1.1"),
    (2016, "mid_year", "3"),
    (2016, "final", "2"),
    (2018, "", "1.1"),
    (2018, "final", "2"),
}
ADDRESSES = {
    **dict.fromkeys(["2016/", "2016/plan.pdf", "2016/udgave/1/", "2016/udgave/1.1/plan.json"], 200),
    **dict.fromkeys([f"2016/opfoelgning/udgave/{number}/" for number in (1, 2, 3)], 200),
    **dict.fromkeys(["2016/opfoelgning/", "2016/opfoelgning/midtvejsstatus/"], 200),
    **dict.fromkeys(["2016/opfoelgning/maalopfoelgning/", "2016/opfoelgning/udgaver/"], 200),
    **dict.fromkeys(["2017/", "2017/udgave/1/", "2017/udgave/2/plan.pdf", "2017/opfoelgning/"], 410),
    **dict.fromkeys(["2017/opfoelgning/udgave/1/", "2017/opfoelgning/maalopfoelgning/"], 410),
    **dict.fromkeys(["2018/", "2018/udgave/1.1/", "2018/opfoelgning/", "2018/opfoelgning/udgave/2/"], 200),
    **dict.fromkeys(["2018/udgave/1/", "2018/opfoelgning/udgave/1/"], 410),
    "2018/opfoelgning/midtvejsstatus/": 410,
    **dict.fromkeys(["2019/", "2020/", "2021/", "2021/opfoelgning/"], 404),
}


def test_everything_keeps_its_meaning(upgraded: Kept) -> None:
    assert kept_of(Edition) == upgraded
    assert {fault for finding in verify() for fault in finding.faults} == set()
    assert dict(Plan.objects.values_list("year", "state")) == STATES
    assert labels(Edition.objects.current()) == IN_FORCE
    assert labels(Edition.objects.in_force()) - IN_FORCE == {(2017, "final", "1")}
    assert {address: status(address) for address in ADDRESSES} == ADDRESSES
    _follow_ups_keep_their_goals()
    _what_waits_still_waits()
    _links_lead_where_they_led()
    _each_follow_up_goes_on_by_itself()


def _follow_ups_keep_their_goals() -> None:
    rows = {(row.plan.year, row.kind): row for row in FollowUp.objects.select_related("plan")}
    assert {key: row.state for key, row in rows.items()} == {
        (2016, "mid_year"): "published",
        (2016, "final"): "published",
        (2017, "final"): "published",
        (2018, "mid_year"): "draft",
        (2018, "final"): "published",
        (2021, "mid_year"): "draft",
    }
    bases = {key: basis_of(row) for key, row in rows.items()}
    assert {key: str(found.label) if found else "" for key, found in bases.items()} == {
        **{(2016, kind): "1.1" for kind in ("mid_year", "final")},
        **{(2018, kind): "1.1" for kind in ("mid_year", "final")},
        (2017, "final"): "",
        (2021, "mid_year"): "",
    }
    assert {row.slug for row in rows.values()} == {"midtvejsstatus", "maalopfoelgning"}
    assert [key for key, row in rows.items() if waiting_of(row)] == [(2017, "final")]
    for assessment in rows[2018, "final"].assessments.select_related("goal"):  # changed places since
        assert assessment.goal
        assert assessment.goal.text.startswith(f"Mål {assessment.number} af tema")
    withdrawn = Withdrawal.objects.values_list(
        "edition__year", "edition__report_kind", "in_force__correction"
    )
    assert set(withdrawn) == {(2017, "", 0), (2017, "", None), (2018, "", 1), (2018, "mid_year", None)}


def _what_waits_still_waits() -> None:
    submitted, approved = Plan.objects.get(year=2019), Plan.objects.get(year=2020)
    assert [(step.step, step.reason) for step in history(submitted)] == [("submit", "Se her")]
    assert [step.step for step in history(approved)] == ["approve", "submit"]
    for plan in (submitted, approved):
        text = current_text(plan)
        assert text
        assert [theme.title for theme in text.document.themes] == ["Tema nummer 1", "Tema nummer 2"]
    planned = waiting_for(approved)
    assert planned
    assert (planned.note, planned.by.username) == ("Vedtaget", "ane")


def _links_lead_where_they_led() -> None:
    with pytest.raises(PublishedLinkError) as published:
        open_link("udgivet")
    assert str(published.value.edition.label) == "1.1"
    assert open_link("godkendt").text == current_text(Plan.objects.get(year=2020))
    assert open_link("kladde").text.document.year == 2021
    for token in ("lukket", "udløbet"):
        with pytest.raises(ClosedLinkError):
            open_link(token)


def _each_follow_up_goes_on_by_itself() -> None:
    """In the series that they share; a correction, and a link, are of the one, and the other stays as it was."""
    final = FollowUp.objects.select_related("plan__municipality").get(plan__year=2016, kind="final")
    FollowUp.objects.filter(pk=final.pk).update(title="Målopfølgningen 2016", state="draft")
    final.refresh_from_db()
    _link, token = share(final, "Udvalget", 30, User.objects.get())
    edition = publish(final, by=None, correction=True, waiving="Sådan er det")
    assert (str(edition.label), edition.series) == ("2.1", f"follow-up-{final.plan_id}")
    assert labels(Edition.objects.current()) == (IN_FORCE - {(2016, "final", "2")}) | {(2016, "final", "2.1")}
    with pytest.raises(PublishedLinkError) as led:
        open_link(token)
    assert led.value.edition == edition
    assert {fault for finding in verify() for fault in finding.faults} == set()
