"""*Opret kommune*, and what comes after it."""

from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from accounts.models import Invitation, PeopleStep
from desk.domain import first_steps
from plans.domain.country import free_address, known_as, known_municipalities
from plans.enums import Role, SectionKind
from plans.models import Municipality, Plan, Section
from plans.svg import is_safe
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlanFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/admin/kommune/ny/"
AARHUS = f"{PAGE}?kommune=Aarhus+Kommune"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><script>x()</script><path d="M0 0H4V5Z"/></svg>'


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True, username="drift"))
    return client


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (4, 5)).save(content, "PNG")
    return content.getvalue()


def as_sent(value: Any) -> Any:
    return SimpleUploadedFile(*value) if isinstance(value, tuple) else value


def given(**changes: Any) -> dict[str, Any]:
    return {
        "kommune-name": "Aarhus Kommune",
        "kommune-short_name": "Aarhus",
        "kommune-slug": "aarhus",
        "kommune-accent": "0B5468",
        "kommune-email": "job@aarhus.dk",
        "kommune-phone": "89 40 20 00",
        "kommune-website": "aarhus.dk",
        "folk-TOTAL_FORMS": "2",
        "folk-INITIAL_FORMS": "0",
        "folk-0-email": "Anna@aarhus.dk",
        "folk-0-first_name": "Anna",
        "folk-0-last_name": "Holm",
        "folk-0-roles": ["editor", "manager"],
        "folk-1-email": "bo@aarhus.dk",
        "folk-1-first_name": "Bo",
        "folk-1-last_name": "Lund",
        "folk-1-roles": ["approver"],
        **changes,
    }


class TestTheList:
    def test_has_each_code_and_name_once(self) -> None:
        known = known_municipalities()
        assert (len(known), len({one.code for one in known}), len({one.name for one in known})) == (
            98,
            98,
            98,
        )

    @pytest.mark.parametrize("text", ["Herning", "herning  kommune", "657", "HERNING KOMMUNE"])
    def test_knows_a_municipality_however_it_is_written(self, text: str) -> None:
        found = known_as(text)
        assert found
        assert (found.code, found.name, found.region) == ("657", "Herning Kommune", "Region Midtjylland")

    @pytest.mark.parametrize("text", ["", "Her", "Kommune", "0657"])
    def test_does_not_guess(self, text: str) -> None:
        assert known_as(text) is None

    def test_gives_each_a_free_address_that_the_portal_does_not_use(self) -> None:
        taken: list[str] = []
        for one in known_municipalities():
            taken.append(free_address(one, taken))
            MunicipalityFactory.build(slug=taken[-1]).clean_fields(exclude=["code"])
        assert len(set(taken)) == 98
        assert taken[0] == "koebenhavn"
        again = known_as("København")
        assert again
        assert free_address(again, taken) == "koebenhavn-kommune"
        assert free_address(again, [*taken, "koebenhavn-kommune"]) == "koebenhavn-kommune-2"


class TestChoosing:
    def test_offers_those_that_are_not_in_the_portal(self, operator: Client) -> None:
        MunicipalityFactory(code="657")
        choices = operator.get(PAGE).context["choices"]
        assert len(choices) == 97
        assert "657" not in {one.code for one in choices}

    def test_asks_again_for_what_is_on_no_list(self, operator: Client) -> None:
        page = operator.get(PAGE, {"kommune": "<b>Grønland"}).content.decode()
        assert "»&lt;b&gt;Grønland« er ikke en kommune på listen" in page

    def test_leads_to_one_that_is_there_already(self, operator: Client) -> None:
        there = MunicipalityFactory(code="751", name="Aarhus Kommune")
        for response in (operator.get(AARHUS), operator.post(AARHUS, given())):
            assert reverse("desk-first-steps", args=[there.pk]) in response.content.decode()
        assert Municipality.objects.count() == 1

    def test_fills_in_what_is_known(self, operator: Client) -> None:
        response = operator.get(AARHUS)
        form = response.context["form"]
        assert {name: form[name].value() for name in ("name", "short_name", "slug", "accent")} == {
            "name": "Aarhus Kommune",
            "short_name": "Aarhus",
            "slug": "aarhus",
            "accent": "#0b5468",
        }
        assert "Kommunekode 751, Region Midtjylland." in response.content.decode()


class TestMaking:
    def test_makes_it_with_its_people_and_sends_the_mails(self, operator: Client) -> None:
        response = operator.post(AARHUS, given())
        town = Municipality.objects.get()
        assert response.headers["Location"] == reverse("desk-first-steps", args=[town.pk])
        assert (town.name, town.short_name, town.code, town.region) == (
            "Aarhus Kommune",
            "Aarhus",
            "751",
            "Region Midtjylland",
        )
        assert (town.slug, town.accent, town.email) == ("aarhus", "#0b5468", "job@aarhus.dk")
        assert (town.phone, town.website) == ("89 40 20 00", "https://aarhus.dk")
        invited = Invitation.objects.order_by("pk").values_list("email", "roles", "send_error")
        assert list(invited) == [
            ("anna@aarhus.dk", ["editor", "manager"], ""),
            ("bo@aarhus.dk", ["approver"], ""),
        ]
        assert [letter.to for letter in mail.outbox] == [["anna@aarhus.dk"], ["bo@aarhus.dk"]]
        assert PeopleStep.objects.filter(municipality=town, by__username="drift").count() == 2

    def test_people_can_wait(self, operator: Client) -> None:
        alone = {key: value for key, value in given().items() if not key.startswith(("folk-0", "folk-1"))}
        operator.post(AARHUS, alone)
        assert (Municipality.objects.count(), Invitation.objects.count(), mail.outbox) == (1, 0, [])

    def test_crest_lies_in_the_municipality_s_folder_and_is_made_safe(self, operator: Client) -> None:
        operator.post(AARHUS, given(**{"kommune-crest": SimpleUploadedFile("by.svg", SVG)}))
        town = Municipality.objects.get()
        assert town.crest.name.startswith(f"vaaben/{town.pk}/by")
        with town.crest.open() as handle:
            content = handle.read()
        assert b"script" not in content
        assert is_safe(content)

    def test_form_sent_twice_at_once_says_so_and_makes_one(
        self, operator: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def taken(*_args: Any) -> None:
            raise IntegrityError

        monkeypatch.setattr("desk.views.first_steps.make_municipality", taken)
        page = operator.post(AARHUS, given())
        assert "findes allerede i portalen" in page.content.decode()

    def test_what_fails_late_leaves_nothing(self, operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_args: Any, **_kwargs: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
        with pytest.raises(OSError, match="No space"):
            operator.post(AARHUS, given(**{"kommune-crest": SimpleUploadedFile("by.svg", SVG)}))
        assert (Municipality.objects.count(), Invitation.objects.count(), mail.outbox) == (0, 0, [])

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"kommune-accent": "#ffff00"}, "Farven er for lys"),
            ({"kommune-accent": "blå"}, "Skriv farven som #0b5468"),
            ({"kommune-phone": "ring til os"}, "Skriv nummeret med cifre og mellemrum"),
            ({"kommune-slug": "admin"}, "Adressen bruges af portalen selv"),
            ({"kommune-email": "job"}, "gyldig e-mail"),
            (
                {"kommune-crest": SimpleUploadedFile("by.svg", SVG.replace(b"script", b"text"))},
                "&lt;text&gt;",
            ),
            ({"kommune-crest": ("by.png", SVG)}, "Filens indhold passer ikke til filnavnet"),
            ({"kommune-crest": ("by.gif", picture())}, "er ikke tilladt"),
            ({"folk-0-first_name": ""}, "er påkrævet"),
            ({"folk-1-roles": []}, "er påkrævet"),
            ({"folk-1-roles": ["themes"]}, "themes"),
            ({"folk-1-email": "anna@AARHUS.dk"}, "Samme mailadresse står to gange"),
        ],
    )
    def test_what_is_wrong_is_said_and_everything_typed_stays(
        self, operator: Client, changes: dict[str, Any], said: str
    ) -> None:
        sent = given(**{key: as_sent(value) for key, value in changes.items()})
        response = operator.post(AARHUS, sent)
        page = response.content.decode()
        assert response.status_code == 200
        assert said in page
        assert "Intet er gemt endnu" in page
        for key, value in sent.items():
            if isinstance(value, str) and value:
                assert f'value="{value}"' in page, key
        for role in sent["folk-0-roles"]:
            assert (
                f'name="folk-0-roles" value="{role}" id="id_folk-0-roles_{0 if role == "editor" else 2}" checked'
                in page
            )
        assert (Municipality.objects.count(), Invitation.objects.count(), mail.outbox) == (0, 0, [])

    @pytest.mark.parametrize("crest", [("by.svg", SVG), ("by.png", picture())])
    def test_chosen_crest_is_kept_while_something_else_is_put_right(
        self, operator: Client, crest: tuple[str, bytes]
    ) -> None:
        wrong = given(**{"kommune-crest": SimpleUploadedFile(*crest), "kommune-phone": "x"})
        kept = operator.post(AARHUS, wrong).context["form"].kept
        assert kept["name"] == crest[0]
        held = {"kommune-kept_crest": kept["content"], "kommune-kept_crest_name": kept["name"]}
        again = operator.post(AARHUS, given(**held, **{"kommune-phone": "y"})).context["form"].kept
        assert again == kept
        operator.post(AARHUS, given(**held))
        assert Municipality.objects.get().crest.name.endswith(crest[0])

    def test_kept_crest_can_be_given_up_and_is_looked_at_like_any_other(self, operator: Client) -> None:
        kept = (
            operator.post(
                AARHUS,
                given(**{"kommune-crest": SimpleUploadedFile("by.png", picture()), "kommune-phone": "x"}),
            )
            .context["form"]
            .kept
        )
        held = {"kommune-kept_crest": kept["content"], "kommune-kept_crest_name": "../../by.svg"}
        assert "crest" in operator.post(AARHUS, given(**held)).context["form"].errors
        held["kommune-kept_crest"] = "ikke base64"
        held["kommune-without_crest"] = "on"
        operator.post(AARHUS, given(**held))
        assert not Municipality.objects.get().crest

    def test_one_more_person_keeps_what_is_typed_and_says_nothing_wrong(self, operator: Client) -> None:
        response = operator.post(AARHUS, {**given(**{"folk-1-email": ""}), "one-more": "1"})
        page = response.content.decode()
        assert len(response.context["rows"].forms) == 3
        assert 'value="Lund"' in page
        assert "errorlist" not in page
        for count in ("20", "999", "", "x"):
            rows = operator.post(AARHUS, {**given(**{"folk-TOTAL_FORMS": count}), "one-more": "1"}).context[
                "rows"
            ]
            assert len(rows.forms) <= 20

    def test_mail_that_is_not_sent_is_told_on_the_next_page(
        self, operator: Client, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        page = operator.post(AARHUS, given(), follow=True).content.decode()
        assert page.count("Mailen blev ikke sendt:") == 2
        assert Municipality.objects.count() == 1


class TestNext:
    def test_says_who_is_invited_and_where_it_will_stand(self, operator: Client) -> None:
        page = operator.post(AARHUS, given(), follow=True).content.decode()
        assert page.count("Mailen er sendt.") == 2
        assert "/aarhus/" in page
        assert "Ingen er inviteret" not in page

    @pytest.mark.parametrize(
        ("roles", "said"),
        [
            ([], "Ingen er inviteret som godkender endnu"),
            (["editor"], "Ingen er inviteret som godkender endnu"),
            (["approver"], None),
        ],
    )
    def test_says_who_is_missing(self, operator: Client, roles: list[str], said: str | None) -> None:
        town = MunicipalityFactory()
        if roles:
            InvitationFactory(municipality=town, roles=roles)
        page = operator.get(reverse("desk-first-steps", args=[town.pk])).content.decode()
        assert ("Ingen er inviteret" in page) == bool(said)
        MembershipFactory(municipality=town, role=Role.APPROVER)
        page = operator.get(reverse("desk-first-steps", args=[town.pk])).content.decode()
        assert "Ingen er inviteret" not in page

    def test_says_where_mails_are_only_printed(self, operator: Client, settings: Settings) -> None:
        town = MunicipalityFactory()
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        page = operator.get(reverse("desk-first-steps", args=[town.pk])).content.decode()
        assert "Portalen sender ikke mail endnu" in page

    def test_begins_a_plan_with_a_place_for_its_themes(self, operator: Client) -> None:
        town = MunicipalityFactory()
        address = reverse("desk-first-steps", args=[town.pk])
        form = operator.get(address).context["form"]
        sent = {"title": form["title"].value(), "year": form["year"].value()}
        assert sent == {"title": f"Beskæftigelsesplan {sent['year']}", "year": first_steps.next_plan_year()}
        response = operator.post(address, sent)
        plan = Plan.objects.get()
        assert response.headers["Location"] == reverse("desk-plan", args=[plan.pk])
        assert (plan.municipality, plan.last_year, plan.series.slug) == (town, plan.year, "")
        assert list(Section.objects.order_by("position").values_list("title", "slug", "kind")) == [
            ("Indledning", "indledning", SectionKind.INTRODUCTION),
            ("Temaer", "temaer", SectionKind.THEMES),
        ]

    def test_year_that_is_taken_or_none_is_said(self, operator: Client) -> None:
        town = MunicipalityFactory()
        PlanFactory(municipality=town, year=2027)
        address = reverse("desk-first-steps", args=[town.pk])
        for year, said in (("2027", "allerede"), ("1999", "2000"), ("", "påkrævet")):
            form = operator.post(address, {"title": "Plan", "year": year}).context["form"]
            assert said in str(form.errors), year
        assert Plan.objects.count() == 1


class TestTheWay:
    def test_empty_front_page_of_who_runs_the_portal_leads_here(self, operator: Client) -> None:
        page = operator.get("/admin/").content.decode()
        assert "Portalen er tom" in page
        assert f'href="{PAGE}"' in page
        MunicipalityFactory()
        page = operator.get("/admin/").content.decode()
        assert "Portalen er tom" not in page
        assert f'href="{PAGE}"' in page

    def test_nobody_else_is_led_here(self) -> None:
        client = Client()
        client.force_login(MembershipFactory(role=Role.MANAGER).person)
        assert PAGE not in client.get("/admin/").content.decode()


@pytest.mark.on_postgresql
class TestQueries:
    @pytest.mark.parametrize(("address", "queries"), [(PAGE, 4), (AARHUS, 5)])
    def test_pages_ask_the_same_of_one_and_three_municipalities(
        self, operator: Client, address: str, queries: int
    ) -> None:
        counts = []
        for more in (1, 2):
            MunicipalityFactory.create_batch(more)
            with CaptureQueriesContext(connection) as asked:
                operator.get(address)
            counts.append(len(asked))
        assert counts == [queries, queries]

    def test_first_steps_ask_the_same_for_one_and_three_people(self, operator: Client) -> None:
        town = MunicipalityFactory()
        counts = []
        for more in (1, 2):
            InvitationFactory.create_batch(more, municipality=town)
            with CaptureQueriesContext(connection) as asked:
                operator.get(reverse("desk-first-steps", args=[town.pk]))
            counts.append(len(asked))
        assert counts == [7, 7]
