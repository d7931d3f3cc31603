"""Each of the nine plans that has no walk of its own, from its file to a draft by hand, in whatever form it comes: with
a clock and the clicks counted."""

from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from documents.from_rows import document_of
from plans.models import Plan
from tests.browser.test_placing import bring
from tests.browser.test_three_plans import QUICK
from tests.intake import scoring

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("file", "town"),
    [
        ("odder-2020.odt", "Odder"),
        ("rebild-2021.docx", "Rebild"),
        ("favrskov-2024.pdf", "Favrskov"),
        ("lejre-2015.plain.docx", "Lejre"),
        ("middelfart-2016.pdf", "Middelfart"),
    ],
)
def test_a_plan_is_a_draft_within_a_minute(page: Page, file: str, town: str) -> None:
    begun = monotonic()
    clicks = bring(page, file, town)
    if page.get_by_role("button", name="Ja til alle").count():
        clicks.on("button", "Ja til alle")
        expect(page.locator(".placing-offer b").first).to_be_visible()
    clicks.on("button", "Gør til kladde")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    document = document_of(Plan.objects.get())
    wanted = scoring.expected()[file.partition(".")[0]]["items"]
    for kind, found in (("theme", document.themes), ("goal", [*document.all_goals()])):
        assert len(found) == sum(item[0] == kind for item in wanted)
    assert clicks.count <= 7
    assert monotonic() - begun < QUICK
