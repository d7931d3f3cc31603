"""A plan is locked before its parts, by whoever changes them: who locks the other way round stops both."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.domain.past import seen_now
from plans.models import Municipality
from publishing.domain.workflow import lock
from tests.desk.forms import shown
from tests.factories import ThemeFactory
from themes.models import Theme

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks the whole file at BEGIN"),
]


def until_somebody_waits(people: int = 1) -> None:
    """As many as that, for the lock that is held here."""
    with connection.cursor() as cursor:
        for _attempt in range(500):
            cursor.execute("SELECT COUNT(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= people:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("change", ["save", "restore"])
def test_part_is_free_while_the_change_of_it_waits_for_its_plan(
    editor: Client, municipality: Municipality, change: str
) -> None:
    theme = ThemeFactory(plan__municipality=municipality, ambition="Før")
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    data = {**shown(editor.get(address)), "ambition": "Nyt"}
    if change == "restore":
        address = reverse("desk-restore", args=["themes", "theme", theme.pk])
        moment = timezone.now()
        theme.ambition = "Imens"
        theme.save()
        data = {"tid": moment.isoformat(), "seen": seen_now(theme)}

    def send() -> int:
        try:
            return editor.post(address, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock(theme.plan)
            sent = pool.submit(send)
            until_somebody_waits()
            assert list(Theme.objects.select_for_update(nowait=True).filter(pk=theme.pk)) == [theme]
        assert sent.result(10) == 302
    theme.refresh_from_db()
    assert theme.ambition == ("Før" if change == "restore" else "Nyt")
