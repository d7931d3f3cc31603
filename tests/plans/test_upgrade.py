"""An installation with a text that is too long for the database to come is told so, before anything is changed."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

OLD = """
import django
django.setup()
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

def applied():
    return sorted(MigrationRecorder(connection).applied_migrations())

def upgrade():
    before = applied()
    try:
        call_command("migrate", "plans", verbosity=0)
    except CommandError as error:
        print(error)
    print("intet ændret" if applied() == before else f"{len(applied()) - len(before)} flere")

call_command("migrate", "plans", "0010_figures_until", verbosity=0)
loader = MigrationExecutor(connection).loader
apps = loader.project_state(list(loader.applied_migrations)).apps
municipality = apps.get_model("plans", "Municipality").objects.create(slug="herning", code="657")
plan = apps.get_model("plans", "Plan").objects.create(municipality=municipality, year=2019, last_year=2019)
sections = apps.get_model("plans", "Section").objects
sections.create(plan=plan, slug="kort", body="a" * 100_000)
section = sections.create(plan=plan, slug="lang", title="Forord", body="å" * 100_001)
upgrade()
sections.filter(pk=section.pk).update(body="å" * 99_999)
upgrade()
"""


def test_upgrade_stops_before_it_begins_and_names_the_text_that_is_too_long(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/old.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OLD],
        cwd=settings.BASE_DIR,
        env=environment | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reason, row, refused, upgraded = done.stdout.splitlines()
    assert reason == (
        "Disse tekster er længere end 100.000 tegn, som er grænsen fra og med denne version. Der er ikke ændret noget. Del teksterne op i den version, der er installeret nu, og kør opgraderingen igen."
    )
    assert (row, refused) == ("- plans.Section 2 »Forord«: body, 100.001", "intet ændret")
    assert upgraded.endswith(" flere")
