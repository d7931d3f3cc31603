"""Two people who do the same thing at the same moment: both get an answer, and nothing is stored twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.views.single_sign_on import person_for
from desk.domain.next_year import copy_plan
from desk.domain.parts import name_of
from desk.models import PartMark
from goals.models import Area
from plans.domain.lock import lock
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from tests.desk.forms import shown
from tests.desk.test_locks import until_somebody_waits
from tests.factories import AreaFactory, PlanFactory, ThemeFactory
from themes.models import Theme

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks the whole file at BEGIN"),
]


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    found: Plan = PlanFactory(municipality=municipality)
    return found


def at_once(first: Callable[[], Any], *tasks: Callable[[], Any]) -> list[Any]:
    """What the tasks answer, all of which wait until `first`, in a transaction of its own, has ended."""

    def run(task: Callable[[], Any]) -> Any:
        try:
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        with transaction.atomic():
            first()
            waiting = [pool.submit(run, task) for task in tasks]
            until_somebody_waits(len(tasks))
        return [each.result(20) for each in waiting]


def test_two_themes_added_at_once_get_a_number_each(editor: Client, plan: Plan) -> None:
    address = reverse("admin:themes_theme_add") + f"?plan={plan.pk}"
    pages = [shown(editor.get(address)) | {"title": title, "plan": plan.pk} for title in ("Unge", "Unge")]
    sent = [lambda page=page: editor.post(address, page).status_code for page in pages]
    assert at_once(lambda: lock(plan), *sent) == [302, 302]
    assert sorted(Theme.objects.values_list("number", "slug")) == [(1, "unge"), (2, "unge-2")]


def test_two_marks_set_at_once_are_one(editor: Client, plan: Plan) -> None:
    theme = ThemeFactory(plan=plan)
    data = {"part": name_of(theme), "mark": "ready"}
    sent = [lambda: editor.post(reverse("desk-mark", args=[plan.pk]), data).status_code] * 2
    assert at_once(lambda: lock(plan), *sent) == [302, 302]
    assert PartMark.objects.filter(theme=theme).count() == 1


def test_plan_copied_twice_at_once_is_copied_once(municipality: Municipality, plan: Plan) -> None:
    def copy() -> str:
        try:
            return str(copy_plan(plan, plan.year + 1).year)
        except RefusedError as error:
            return type(error).__name__

    def hold() -> None:
        list(Municipality.objects.select_for_update(no_key=True).filter(pk=municipality.pk))

    answers = at_once(hold, copy, copy)
    assert sorted(answers) == sorted([str(plan.year + 1), "RefusedError"])


def test_first_single_sign_on_in_two_windows_makes_one_account(
    municipality: Municipality, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON = {"issuer": "https://login.example.dk", "claim": "groups"}
    claims = {"sub": "abc", "groups": [f"{municipality.slug}:editor"]}
    answers = at_once(
        lambda: User.objects.create_user("abc@login.example.dk"), lambda: person_for(claims).username
    )
    assert answers == ["abc@login.example.dk"]
    assert person_for(claims).is_staff


def test_shared_row_added_twice_at_once_is_told_in_the_form(admin_client: Client) -> None:
    address = reverse("admin:goals_area_add")
    page = shown(admin_client.get(address)) | {"kind": "municipality", "name": "Herning", "code": "657"}

    def send() -> list[str]:
        response = admin_client.post(address, page)
        return [*response.context["adminform"].form.errors] if response.context else []

    assert at_once(lambda: AreaFactory(kind="municipality", name="Herning", code="657"), send) != [[]]
    assert Area.objects.filter(code="657").count() == 1
