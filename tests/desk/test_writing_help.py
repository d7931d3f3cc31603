from itertools import count
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from desk.models import Presence
from desk.writing.writing_help import MAX_PASTED
from plans.models import Municipality
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    MunicipalityFactory,
    PresenceFactory,
    SectionFactory,
    StrategyFactory,
    ThemeFactory,
    UserFactory,
)
from tests.timing import seconds
from themes.models import Theme

pytestmark = pytest.mark.django_db
LONG_TEXT = "Kommunen hjælper **unge** i uddannelse og arbejde.\n\n" * 200


@pytest.fixture
def theme(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality, plan__year=2019, number=1, slug="unge")
    return theme


def test_pasted_html_comes_back_as_markdown(editor: Client) -> None:
    answer = editor.post(reverse("markdown-paste"), {"html": "<h2>Unge</h2><p>Flere i <b>job</b></p>"})
    assert answer.content.decode() == "## Unge\n\nFlere i **job**"


def test_pasted_footnotes_are_numbered_on_from_those_of_the_text(editor: Client) -> None:
    note = "<p>Job<a name=r href='#n'>1</a></p><div><a name=n href='#r'>1</a>STAR</div>"
    answer = editor.post(reverse("markdown-paste"), {"html": note, "beside": "Unge[^1]\n\n[^1]: Kilde"})
    assert answer.content.decode() == "Job[^2]\n\n[^2]: STAR"


@pytest.mark.parametrize(
    ("html", "status"),
    [
        ("<p>a" * 1_500, 200),
        ("<p>a" * 6_500, 200),
        ("<div>" * 20_000 + "a", 200),
        ("<p>a" * 25_000, 413),
        ("<table><tr>" + "<td colspan=200>a" * 5_000, 413),
        ("a" * (MAX_PASTED + 1), 413),
    ],
)
def test_whatever_is_pasted_is_answered_in_a_second(editor: Client, html: str, status: int) -> None:
    address = reverse("markdown-paste")
    answer = editor.post(address, {"html": html})
    assert answer.status_code == status
    assert seconds(lambda: editor.post(address, {"html": html})) < 1.0
    if status == 413:
        assert (
            answer.content.decode()
            == "Teksten er for lang til at sætte ind på én gang. Sæt den ind i mindre dele."
        )


def test_pictures_that_do_not_come_along_are_told_of(editor: Client) -> None:
    told = [
        unquote(editor.post(reverse("markdown-paste"), {"html": html}).headers.get("X-Left-Out", ""))
        for html in ("<p>Job</p>", "<p>Job<IMG src='file:///C:/a.png'></p>")
    ]
    assert told == ["", "Billeder kommer ikke med. Indsæt dem ét for ét med knappen Billede."]


def test_deletions_that_do_not_come_along_are_told_of(editor: Client) -> None:
    html = "<p>Job <span class=msoDel><del cite='mailto:anne'>og mere</del></span></p>"
    answer = editor.post(reverse("markdown-paste"), {"html": html})
    told = unquote(answer.headers["X-Left-Out"])
    assert (answer.content.decode(), told) == (
        "Job",
        "Tekst, der er slettet med Registrer ændringer, kommer ikke med.",
    )


def test_parts_to_link_to_are_those_of_the_pages_plan(editor: Client, theme: Theme) -> None:
    SectionFactory(plan=theme.plan, title="Forord", slug="forord", position=1)
    ThemeFactory()
    goal = AnnualGoalFactory(theme=theme)
    start = f"/{theme.plan.municipality.slug}/2019"
    for place in (f"themes.theme/{theme.pk}", f"goals.annualgoal/{goal.pk}"):
        answer = editor.post(reverse("markdown-parts"), {"place": place})
        assert answer.json()["parts"] == [
            ["Forord", f"{start}/afsnit/forord/"],
            [str(theme), f"{start}/tema/unge/"],
        ]


@pytest.mark.parametrize("name", ["markdown-parts", "presence"])
def test_foreign_place_does_not_exist(editor: Client, name: str) -> None:
    foreign = ThemeFactory(plan__municipality=MunicipalityFactory())
    assert editor.post(reverse(name), {"place": f"themes.theme/{foreign.pk}"}).status_code == 404
    assert editor.post(reverse(name), {"place": "findes.ikke/1"}).status_code == (404)
    assert not Presence.objects.exists()


@pytest.mark.parametrize("name", ["markdown-paste", "markdown-parts", "presence"])
def test_nothing_is_told_to_those_who_are_not_signed_in(client: Client, theme: Theme, name: str) -> None:
    assert client.post(reverse(name), {"place": f"themes.theme/{theme.pk}"}).status_code == 403


def test_page_names_the_others_and_not_oneself(editor: Client, theme: Theme) -> None:
    other = UserFactory(first_name="Anna", last_name="Berg")
    PresenceFactory(person=other, place=f"themes.theme/{theme.pk}")
    told = editor.post(reverse("presence"), {"place": f"themes.theme/{theme.pk}"}).json()["others"]
    assert told.startswith("Anna Berg ")
    assert Presence.objects.count() == 2


def test_length_and_readability_come_with_the_preview(editor: Client) -> None:
    answer = editor.post(reverse("markdown-preview"), {"content": LONG_TEXT})
    assert unquote(answer.headers["X-Reading"]).startswith("1400 ")


def test_preview_of_a_long_text_is_quick(editor: Client) -> None:
    """10,000 characters in 150 ms."""
    assert len(LONG_TEXT) >= 10_000
    address = reverse("markdown-preview")
    editor.post(address, {"content": LONG_TEXT})
    assert seconds(lambda: editor.post(address, {"content": LONG_TEXT}), within=0.150) < 0.150


def test_theme_is_saved_quickly(editor: Client, theme: Theme) -> None:
    AnnualGoalFactory.create_batch(5, theme=theme)
    StrategyFactory.create_batch(3, theme=theme)
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    wordings = count()
    editor.get(address)
    opening = seconds(lambda: editor.get(address), within=0)

    def save() -> None:
        assert send(editor, address, ambition=f"Nyt {next(wordings)}").status_code == 302

    save()
    assert seconds(save, within=opening + 0.200) < opening + 0.200
