"""Publishes and withdraws until told to stop: `python -m tests.website.load.publishing FOLDER SECONDS`."""

import sys
import time
from pathlib import Path

import django

django.setup()

from documents import tree  # noqa: E402 needs the settings
from documents.to_rows import store  # noqa: E402 needs the settings
from plans.models import Municipality, Plan, Section  # noqa: E402 needs the settings
from publishing.domain import jobs  # noqa: E402 needs the settings
from publishing.domain.publish import publish  # noqa: E402 needs the settings
from publishing.domain.withdraw import withdraw  # noqa: E402 needs the settings
from tests.website.load import site  # noqa: E402 needs the settings

READ_FOR = 1.0
"""Seconds that an edition is public at least."""


def main(folder: Path, seconds: float) -> None:
    jobs.run_in_threads()  # what has changed is built in the background, as in the server
    plan, number, end = _plan(), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        number += 1
        Section.objects.filter(plan=plan).update(body=f"Her står {site.word(number)}.")
        plan.refresh_from_db()
        edition = publish(plan, by=None, note="Endnu en udgave.")
        site.note(folder, site.PUBLISHED, site.word(number))
        time.sleep(READ_FOR)
        withdraw(edition, by=None, reason="Prøve.")
        site.note(folder, site.WITHDRAWN, site.word(number))  # by now the click is answered


def _plan() -> Plan:
    row = Municipality.objects.get(slug=site.TOWN)
    town = tree.Municipality(row.name, row.short_name, row.slug, row.code)
    section = tree.Section("Indledning", "indledning", body="Tekst.")
    return store(tree.PlanDocument(town, "Plan under læs", site.YEAR, site.YEAR, sections=(section,)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
