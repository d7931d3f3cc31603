"""“Forgotten your password?”: who gets an e-mail, and that nobody learns who does."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from accounts import adapters
from tests.accounts.test_sign_in import fail, is_signed_in, sign_in, turned_on
from tests.factories import PASSWORD, UserFactory
from tests.mail_server import closed_port

pytestmark = pytest.mark.django_db
ASK = "/admin/glemt/"
NEW = "fire gode ord i rækken"


@pytest.fixture
def person() -> User:
    found: User = UserFactory(email="anna@herning.dk")
    return found


def ask(email: str, client: Client | None = None, **meta: Any) -> Any:
    response = (client or Client()).post(ASK, {"email": email}, **meta)
    for thread in threading.enumerate():
        if thread.name == adapters.THREAD:
            thread.join()
    return response


def link() -> str:
    [letter] = mail.outbox
    [found] = re.findall(r"http://127\.0\.0\.1:8000(/admin/glemt/\S+)", str(letter.body))
    return str(found)


def choose(client: Client, address: str, password: str = NEW) -> Any:
    form = client.get(address)["Location"]
    return client.post(form, {"password1": password, "password2": password})


def test_asking_for_a_link_leaves_nothing_that_keeps_the_person_from_two_step_sign_in(person: User) -> None:
    """Anybody may ask for one with the address of another."""
    ask(person.email)
    assert not EmailAddress.objects.exists()
    EmailAddress.objects.create(user=person, email=person.email)  # as an installation may have from before
    assert turned_on(person) != []


def test_page_for_a_new_password_is_kept_nowhere(client: Client, person: User) -> None:
    ask(person.email)
    page = client.get(client.get(link())["Location"])
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (200, True)


def test_way_from_the_sign_in_to_a_new_password(client: Client, person: User) -> None:
    assert f'href="{ASK}"' in client.get("/admin/login/").content.decode()
    assert ask("Anna@Herning.dk", client)["Location"] == "/admin/glemt/sendt/"
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        ["anna@herning.dk"],
        "Ny adgangskode til portalen for beskæftigelsesplaner",
    )
    assert person.username in str(letter.body)
    assert "24 timer" in str(letter.body)
    response = choose(client, link())
    assert response["Location"] == "/admin/login/"
    assert "Din nye adgangskode er gemt." in client.get("/admin/login/").content.decode()
    assert not is_signed_in(client)
    sign_in(client, person, NEW)
    assert is_signed_in(client)


@pytest.mark.parametrize("who", ["unknown", "closed", "without a password", "known"])
def test_answer_is_the_same_whoever_asks_and_only_some_get_a_letter(person: User, who: str) -> None:
    if who == "closed":
        User.objects.update(is_active=False)
    if who == "without a password":
        person.set_unusable_password()
        person.save()
    response = ask("findes.ikke@herning.dk" if who == "unknown" else person.email)
    assert (response.status_code, response["Location"]) == (302, "/admin/glemt/sendt/")
    assert list(response.cookies) == []
    assert len(mail.outbox) == (1 if who == "known" else 0)


def test_letter_leads_to_the_portal_whatever_host_the_request_claims(
    person: User, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    ask(person.email, HTTP_HOST="ond.dk")
    assert "ond.dk" not in str(mail.outbox[0].body)
    assert link()


def test_one_address_is_written_to_once_in_a_while(person: User) -> None:
    for address in (person.email, person.email.upper(), person.email):
        assert ask(address)["Location"] == "/admin/glemt/sendt/"
    assert len(mail.outbox) == 1


def test_asking_for_many_others_does_not_free_the_address_again(person: User) -> None:
    ask(person.email)
    for number in range(320):
        ask(f"en{number}@herning.dk", REMOTE_ADDR=f"10.0.{number}.9")
    ask(person.email, REMOTE_ADDR="10.0.0.8")
    assert len(mail.outbox) == 1


def test_window_of_a_client_ends_though_it_goes_on_asking(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every 55 minutes, for more than a day."""
    start = now()
    monkeypatch.setattr("time.time", lambda: start.timestamp() + minutes * 60)
    monkeypatch.setattr("accounts.domain.rate_limit.now", lambda: start + timedelta(minutes=minutes))
    for minutes in range(0, 31 * 55, 55):
        ask(person.email if minutes == 30 * 55 else f"en{minutes}@herning.dk")
    assert len(mail.outbox) == 1


def test_one_client_cannot_make_the_portal_write_to_everybody(person: User) -> None:
    for number in range(30):
        ask(f"en{number}@herning.dk")
    assert ask(person.email)["Location"] == "/admin/glemt/sendt/"
    assert mail.outbox == []
    ask(person.email, REMOTE_ADDR="10.0.0.9")
    assert len(mail.outbox) == 1


def test_link_works_once_and_not_for_somebody_else(client: Client, person: User) -> None:
    ask(person.email)
    address = link()
    other = UserFactory()
    assert choose(client, address).status_code == 302
    page = Client().get(address)
    assert (page.status_code, page.context["token_fail"]) == (200, True)
    assert "Linket er brugt eller udløbet." in page.content.decode()
    token = PasswordResetTokenGenerator().make_token(person)
    forged = address.replace(address.split("/")[3], "OTk5OTk")
    for wrong in (forged, address.replace(address.split("/")[4], token[:-2] + "zz")):
        assert Client().get(wrong).context["token_fail"] is True
    other.refresh_from_db()
    assert other.check_password(PASSWORD)


def test_link_is_too_old_after_a_day(client: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(person.email)
    address = link()
    later = now().replace(tzinfo=None) + timedelta(hours=25, minutes=120)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self: later)
    assert client.get(address).context["token_fail"] is True


def test_weak_password_is_refused_and_the_link_still_works(client: Client, person: User) -> None:
    ask(person.email)
    address = link()
    assert choose(client, address, "kort").status_code == 200
    assert choose(client, address).status_code == 302


def test_new_password_opens_what_wrong_ones_had_closed(client: Client, person: User) -> None:
    assert fail(person).status_code == 429
    ask(person.email)
    choose(client, link())
    assert not AccessAttempt.objects.exists()
    sign_in(client, person, NEW)
    assert is_signed_in(client)


def test_new_password_signs_out_everywhere_else(client: Client, person: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(person)
    ask(person.email)
    choose(client, link())
    assert elsewhere.get("/admin/").status_code == 302


def test_mail_server_that_does_not_answer_changes_nothing_for_the_person(
    person: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", closed_port(), 2
    assert ask(person.email)["Location"] == "/admin/glemt/sendt/"
    assert [record.levelname for record in caplog.records if "was not sent" in record.getMessage()] == [
        "WARNING"
    ]
    assert person.check_password(PASSWORD)


def test_pages_are_danish_and_say_what_single_sign_on_is_for(client: Client, settings: Settings) -> None:
    settings.SINGLE_SIGN_ON = {"name": "Kommunens login"}
    page = client.get(ASK).content.decode()
    assert '<html lang="da"' in page
    assert "Logger du ind med Kommunens login?" in page
