"""A citizen's and a company's errands on a phone, by target group: each is answered in three clicks and few screens."""

from dataclasses import replace
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from documents import tree
from plans.models import Municipality
from tests.factories import TargetGroupContactFactory
from tests.publishing.edition_factory import document_of, publish, report_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
CLICKS, SCREENS = 3, 2
YOUNG = tree.TargetGroup("unge", "Unge under 30 år")
SICK = tree.TargetGroup("sygemeldte", "Sygemeldte")
COMPANIES = tree.TargetGroup("virksomheder", "Virksomheder")
ERRANDS = {
    "a 23-year-old without an education": (
        YOUNG,
        "Flere unge begynder på FGU",
        "Mentor på FGU",
        "Ungeenheden",
    ),
    "a person on sick leave": (
        SICK,
        "Flere vender tilbage i job",
        "Samtale med arbejdspladsen",
        "Sygedagpenge",
    ),
    "a company that needs welders": (
        COMPANIES,
        "Hurtigt svar til virksomheder",
        "Kurser i svejsning",
        "Jobservice",
    ),
}


def _theme(number: int, group: tree.TargetGroup, goal: str, initiative: str, unit: str) -> tree.Theme:
    year = date.today().year
    done = tree.Initiative(initiative, "Sådan.", unit, "VIA", date(year, 1, 1), date(year, 12, 31))
    return tree.Theme(
        number,
        group.name,
        group.slug,
        ambition="Vi vil have flere med.",
        goals=(tree.Goal(1, goal),),
        initiatives=(done,),
        target_groups=(group,),
    )


@pytest.fixture
def published() -> None:
    themes = tuple(_theme(number, *errand) for number, errand in enumerate(ERRANDS.values(), 1))
    document = replace(document_of(year=date.today().year), themes=themes)
    publish(document_of("vejle"))
    publish(document)
    publish(report_of(document, "partly"))
    town = Municipality.objects.get(slug="herning")
    for group, _goal, _initiative, unit in ERRANDS.values():
        TargetGroupContactFactory(municipality=town, target_group__slug=group.slug, who=unit)


def test_errands_are_answered_by_target_group(page: Page, published: None) -> None:
    page.set_viewport_size(PHONE)
    for group, goal, initiative, unit in ERRANDS.values():
        clicks = ["Herning Kommune", group.name]
        assert len(clicks) <= CLICKS
        page.goto("/")
        for name in clicks:
            page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(group.name)
        period = f"1. januar {date.today().year} – 31. december {date.today().year}"
        for words in (goal, "Delvist opfyldt", initiative, unit, "VIA", period):
            box = page.get_by_role("main").get_by_text(words).first.bounding_box()
            assert box is not None, words
            assert box["y"] < SCREENS * PHONE["height"], words
        page.get_by_role("link", name="Hvem kan du kontakte?").click()
        expect(page.get_by_role("link", name="Telefon 12 34 56 78")).to_be_in_viewport()


def test_the_pages_of_an_errand_have_no_fault_that_axe_finds(page: Page, published: None) -> None:
    year = date.today().year
    addresses = ["/", "/herning/", "/herning/maalgrupper/", "/herning/maalgruppe/unge/"]
    addresses += [f"/herning/{year}/", f"/herning/{year}/maalgruppe/unge/", "/vejle/2019/"]
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in addresses:
            page.goto(address)
            assert Axe().run(page).response["violations"] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
