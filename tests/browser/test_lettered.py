"""A list with letters: one sign a line, drawn by nobody but its author, on the page and in the preview."""

import pytest
from playwright.sync_api import Locator, Page, expect

from plans.enums import Role
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, look
from tests.factories import AnnualGoalFactory, MembershipFactory, ThemeFactory
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = (
    "tilbyde alle unge under 30 år en mentor, der ringer mindst en gang om ugen og hjælper, hvor det trænger"
)
TEXT = f"""Kommunen vil:  
a) {LONG}  
b) **holde møder** med virksomheder

- et punkt
- et til

1. Mål  
   (i) {LONG}  
   (ii) mød op
2. Mere

> A. {LONG}  
> B. mød op

1\\. Ring  
13\\. {LONG}

a) i en celle: | står som den er

| A | B |
| --- | --- |
| a) et&#10;b) to | 2 |
"""
SEEN = [["a)", "b)"], ["(i)", "(ii)"], ["A.", "B."], ["1.", "13."]]


@pytest.fixture
def theme(page: Page) -> Theme:
    theme: Theme = ThemeFactory(number=1, plan__year=2019, ambition=TEXT)
    AnnualGoalFactory(theme=theme, number=1, text="Vi vil:  \na) ringe  \nb) skrive", note="a) x  \nb) y")
    person = MembershipFactory(municipality=theme.plan.municipality, role=Role.EDITOR).person
    sign_in(page, person)
    return theme


def assert_signs(lists: Locator, page: Page) -> None:
    signs = [each.locator(":scope > li .sign").all_inner_texts() for each in lists.all()]
    assert signs == SEEN
    drawn = "all => all.map(one => getComputedStyle(one).listStyleType)"
    assert set(lists.locator(":scope > li").evaluate_all(drawn)) == {"none"}
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        for each in lists.all():
            assert each.evaluate(HANGS)


HANGS = """list => {
  const outer = list.parentElement.getBoundingClientRect();
  return [...list.children].every(item => {
    const sign = item.querySelector('.sign').getBoundingClientRect();
    const words = document.createRange();
    words.selectNodeContents(item);
    const lines = [...words.getClientRects()].filter(one => one.width > 1);
    const last = lines[lines.length - 1];
    return sign.left >= outer.left && sign.right <= item.getBoundingClientRect().left
      + parseFloat(getComputedStyle(item).paddingLeft) + 8 && last.left >= sign.left;
  });
}"""
"""The sign stands within what the list stands in, and left of the words."""


def test_page_shows_each_sign_once(page: Page, theme: Theme) -> None:
    page.goto(f"/admin/plan/{theme.plan_id}/kladde/tema/{theme.slug}/")
    lists = page.locator(".will .prose .lettered")
    assert_signs(lists, page)
    assert lists.first.aria_snapshot() == (
        f"- list:\n  - listitem: a) {LONG}\n  - listitem:\n    - text: b)\n    - strong: holde møder\n"
        "    - text: med virksomheder"
    )
    look(page, "bogstaver", PHONE, DESK)


def test_preview_shows_each_sign_once(page: Page, theme: Theme) -> None:
    page.goto(f"/admin/themes/theme/{theme.pk}/change/")
    preview = page.locator(".field-ambition .markdownx-preview")
    expect(preview.locator(".lettered")).to_have_count(len(SEEN))
    assert_signs(preview.locator(".lettered"), page)
    look(page, "bogstaver-kladde", PHONE, DESK)
