"""Passwords, the lock after too many wrong ones, and the second step."""

import hmac
import re
from base64 import b32decode
from datetime import timedelta
from time import time
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import localtime, now
from pytest_django import Settings

from accounts.client_address import client_address
from accounts.domain import people
from accounts.views import two_step
from plans.models import Municipality
from tests.desk.forms import send
from tests.factories import (
    PASSWORD,
    AttachmentFactory,
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE, CODE_PAGE = "/admin/totrin/", "/admin/login/kode/"


@pytest.fixture
def person() -> User:
    found: User = MembershipFactory().person
    return found


def sign_in(client: Client, person: User, password: str = PASSWORD, code: str = "", **meta: Any) -> Any:
    data = {"login": person.username, "password": password, "next": "/admin/"}
    response = client.post("/admin/login/", data, **meta)
    if response.status_code == 302 and response["Location"] == CODE_PAGE:
        return client.post(CODE_PAGE, {"code": code}, **meta)
    return response


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def fail(person: User, times: int = 5, **meta: Any) -> Any:
    for _number in range(times):
        response = sign_in(Client(), person, "forkert", **meta)
    return response


class TestPassword:
    def test_right_password_signs_in(self, client: Client, person: User) -> None:
        assert sign_in(client, person)["Location"] == "/admin/"

    def test_address_as_user_name_is_known_however_a_phone_writes_it(self, client: Client) -> None:
        person = UserFactory(username="anna@herning.dk")
        person.username = "Anna@Herning.dk"
        sign_in(client, person)
        assert is_signed_in(client)

    def test_who_has_no_role_is_told_no_more_than_who_has_no_account(self, client: Client) -> None:
        pages = [
            sign_in(client, person).context["form"].non_field_errors()
            for person in (UserFactory(is_staff=False), User(username="findes.ikke"))
        ]
        assert pages[0] == pages[1]
        assert "Der er forskel på store og små bogstaver." in pages[0][0]
        assert not is_signed_in(client)

    def test_who_is_signed_in_already_goes_on(self, client: Client, person: User) -> None:
        sign_in(client, person)
        assert client.get("/admin/login/")["Location"] == "/admin/"

    @pytest.mark.parametrize("weak", ["kort", "12345678901234567", "password1234", "Lang men hvem"])
    def test_weak_password_is_refused_in_danish(self, weak: str) -> None:
        person = User(username="lang.men.hvem", first_name="Lang men hvem")
        with pytest.raises(ValidationError) as refused:
            validate_password(weak, person)
        assert all("dgangskode" in message for message in refused.value.messages)

    def test_page_is_danish_and_sets_no_cookie_but_the_form_s(self, client: Client) -> None:
        response = client.get("/admin/login/")
        assert '<html lang="da"' in response.content.decode()
        assert set(response.cookies) == {"csrftoken"}


class TestLock:
    def test_fifth_wrong_password_closes_and_the_page_says_until_when(
        self, client: Client, person: User
    ) -> None:
        assert fail(person, 4).status_code == 200
        response = fail(person, 1)
        assert response.status_code == 429
        until = localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
        assert until.strftime("%H") in response.content.decode()
        assert until.strftime("%M") in response.content.decode()
        assert sign_in(client, person).status_code == 429
        assert not is_signed_in(client)

    def test_it_opens_again(self, client: Client, person: User) -> None:
        fail(person)
        AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=16))
        sign_in(client, person)
        assert is_signed_in(client)

    def test_trying_on_does_not_close_for_longer(self, person: User) -> None:
        fail(person)
        AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=14))
        before = AccessAttempt.objects.get().attempt_time
        fail(person, 1)
        assert AccessAttempt.objects.get().attempt_time == before

    def test_a_colleague_in_the_same_house_is_not_locked_out(self, client: Client, person: User) -> None:
        fail(person)
        colleague = UserFactory()
        sign_in(client, colleague)
        assert is_signed_in(client)

    def test_nobody_locks_a_person_out_from_elsewhere(self, client: Client, person: User) -> None:
        fail(person, REMOTE_ADDR="10.0.0.9")
        sign_in(client, person)
        assert is_signed_in(client)

    def test_right_password_forgets_the_wrong_ones(self, client: Client, person: User) -> None:
        fail(person, 4)
        sign_in(client, person)
        assert fail(person, 4).status_code == 200

    def test_a_name_that_does_not_exist_is_answered_the_same(self, person: User) -> None:
        assert fail(User(username="findes.ikke")).status_code == fail(person).status_code == 429

    def test_lock_follows_the_person_s_own_address_behind_a_proxy(
        self, client: Client, person: User, settings: Settings
    ) -> None:
        settings.BEHIND_PROXY = True
        proxied = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 2.2.2.2"}
        assert fail(person, **proxied).status_code == 429
        claimed = {**proxied, "HTTP_X_FORWARDED_FOR": "9.9.9.9, 2.2.2.2"}
        assert sign_in(client, person, **claimed).status_code == 429
        sign_in(client, person, **{**proxied, "HTTP_X_FORWARDED_FOR": "3.3.3.3"})
        assert is_signed_in(client)

    def test_header_is_believed_behind_a_proxy_only(self, settings: Settings) -> None:
        meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}
        request = RequestFactory().get("/", **meta)
        assert client_address(request) == "10.0.0.1"
        settings.BEHIND_PROXY = True
        assert client_address(request) == "2.2.2.2"  # what our own proxy saw, not what was claimed
        assert client_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


def code_of(secret: str, step: int = 0) -> str:
    """As an app counts it, by RFC 6238."""
    moment = int(time()) // 30 + step
    digest = hmac.digest(b32decode(secret), moment.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def code_for(person: User, step: int = 0) -> str:
    kept = Authenticator.objects.get(user=person, type="totp").data["secret"]
    return code_of(get_adapter().decrypt(kept), step)


def turn_on(client: Client) -> list[str]:
    """The recovery codes. With the code before the one that the app shows now, which is used up by it; where the
    next half minute begins meanwhile, once more."""
    secret = client.get(PAGE).context["form"].secret
    for _try in range(2):
        page: HttpResponse = client.post(PAGE, {"code": code_of(secret, -1)})
        if codes := re.findall(r"<li><code>(\w+)</code></li>", page.content.decode()):
            return codes
    return []


def turned_on(person: User) -> list[str]:
    client = Client()
    client.force_login(person)
    return turn_on(client)


def codes_left(person: User) -> int:
    return len(two_step.recovery_codes(person))


class TestTwoSteps:
    def test_page_shows_the_key_as_picture_and_as_text(self, editor: Client) -> None:
        response = editor.get(PAGE)
        page = response.content.decode()
        assert f"<code>{response.context['form'].secret[:4]} " in page
        [picture] = re.findall(r'<svg[^>]*class="segno".*?</svg>', page, re.S)
        assert "style" not in picture

    def test_it_is_not_on_before_a_code_was_right(self, client: Client, person: User) -> None:
        client.force_login(person)
        client.get(PAGE)
        client.post(PAGE, {"code": "abc"})
        other = Client()
        sign_in(other, person)
        assert is_signed_in(other)

    def test_ten_recovery_codes_are_shown_once(self, client: Client, person: User) -> None:
        codes = turned_on(person)
        assert len(set(codes)) == 10
        client.force_login(person)
        assert [code for code in codes if code in client.get(PAGE).content.decode()] == []

    def test_code_that_turned_it_on_does_no_more(self, client: Client, person: User) -> None:
        """Also where the page with the recovery codes, the answer to it, is loaded once more."""
        client.force_login(person)
        secret = client.get(PAGE).context["form"].secret
        code = code_of(secret)
        assert "</code></li>" in client.post(PAGE, {"code": code}).content.decode()
        client.post(PAGE, {"code": code})
        assert two_step.is_on(person)
        other = Client()
        sign_in(other, person, code=code)
        assert not is_signed_in(other)

    def test_password_alone_no_longer_suffices(self, client: Client, person: User) -> None:
        turned_on(person)
        for code in ("", "000000" if code_for(person) != "000000" else "000001"):
            assert sign_in(client, person, code=code).status_code == 200
            assert not is_signed_in(client)
            assert client.get("/admin/").status_code == 302

    def test_code_from_the_app_lets_in_and_works_once(self, client: Client, person: User) -> None:
        turned_on(person)
        code = code_for(person)
        sign_in(client, person, code=f"{code[:3]} {code[3:]}")
        assert is_signed_in(client)
        other = Client()
        sign_in(other, person, code=code)
        assert not is_signed_in(other)

    def test_who_asked_for_a_page_gets_there_after_the_code(self, client: Client, person: User) -> None:
        turned_on(person)
        data = {"login": person.username, "password": PASSWORD, "next": "/admin/tabeller/"}
        client.post("/admin/login/", data)
        assert client.post(CODE_PAGE, {"code": code_for(person)})["Location"] == "/admin/tabeller/"

    def test_recovery_code_lets_in_and_is_used_up(self, client: Client, person: User) -> None:
        codes = turned_on(person)
        sign_in(client, person, code=codes[0].upper())
        assert is_signed_in(client)
        other = Client()
        sign_in(other, person, code=codes[0])
        assert not is_signed_in(other)
        assert codes_left(person) == 9

    def test_right_code_with_a_wrong_password_is_refused_and_not_used(
        self, client: Client, person: User
    ) -> None:
        codes = turned_on(person)
        sign_in(client, person, "forkert", codes[0])
        assert not is_signed_in(client)
        assert codes_left(person) == 10

    def test_code_of_somebody_else_is_refused(self, client: Client, person: User) -> None:
        turned_on(person)
        codes = turned_on(UserFactory())
        sign_in(client, person, code=codes[0])
        assert not is_signed_in(client)

    def test_guessing_codes_is_slowed_down(self, client: Client, person: User) -> None:
        turned_on(person)
        for _time in range(5):
            sign_in(client, person, code="12")
        response = sign_in(Client(), person, code=code_for(person))  # right, but after too many wrong ones
        assert "Der er skrevet for mange forkerte koder." in response.content.decode()
        sign_in(client, person, code=code_for(person), REMOTE_ADDR="10.0.0.9")
        assert not is_signed_in(client)

    def test_right_codes_are_not_counted_as_wrong_ones(self, client: Client, person: User) -> None:
        codes = turned_on(person)
        for code in codes[:7]:
            sign_in(client, person, code=code)
            assert is_signed_in(client)
            client.logout()

    def test_it_is_turned_off_with_a_code_only(self, client: Client, person: User) -> None:
        codes = turned_on(person)
        client.force_login(person)
        client.post(PAGE, {"code": "forkert"})
        assert two_step.is_on(person)
        assert client.post(PAGE, {"code": codes[1]}).status_code == 302
        assert not Authenticator.objects.exists()

    def test_superuser_turns_it_off_for_who_lost_the_phone(
        self, client: Client, superuser: Client, person: User
    ) -> None:
        turned_on(person)
        data = {"action": "turn_off_two_step", "_selected_action": [person.pk]}
        superuser.post("/admin/auth/user/", data)
        sign_in(client, person)
        assert is_signed_in(client)

    def test_secrets_are_in_no_list(self, superuser: Client) -> None:
        for model in ("mfa/authenticator", "account/emailaddress", "socialaccount/socialaccount"):
            assert superuser.get(f"/admin/{model}/").status_code == 404

    def test_secrets_cannot_be_read_in_the_database(self, client: Client, person: User) -> None:
        client.force_login(person)
        secret = client.get(PAGE).context["form"].secret
        client.post(PAGE, {"code": code_of(secret)})
        stored = [str(row.data) for row in Authenticator.objects.all()]
        assert len(stored) == 2
        assert [row for row in stored if secret in row] == []

    def test_other_key_of_the_installation_opens_nothing(
        self, client: Client, person: User, settings: Settings
    ) -> None:
        codes = turned_on(person)
        code = code_for(person)
        settings.SECRET_KEY = "en anden nøgle"
        for one in (code, codes[0], code_of("A" * 32), code_of("")):
            sign_in(client, person, code=one)
            assert not is_signed_in(client)

    def test_code_s_page_without_a_password_leads_to_the_sign_in(self, client: Client) -> None:
        assert client.get(CODE_PAGE)["Location"] == "/admin/login/"
        assert client.post(CODE_PAGE, {"code": "123456"})["Location"] == "/admin/login/"


def test_two_tabs_that_turn_two_step_on_see_the_same_secret(editor: Client) -> None:
    secrets = {editor.get(reverse("two-step")).context["secret"] for _visit in range(2)}
    assert len(secrets) == 1


class TestRequired:
    @pytest.fixture
    def person(self) -> User:
        found: User = MembershipFactory(municipality__two_step_required=True).person
        return found

    def test_nothing_is_done_before_it_is_turned_on(self, client: Client, person: User) -> None:
        sign_in(client, person)
        for address in ("/admin/", "/admin/tabeller/", "/admin/themes/theme/", "/admin/findes/ikke/"):
            response = client.get(address)
            assert (response.status_code, response["Location"]) == (302, PAGE)
        assert "Din kommune kræver totrinslogin" in client.get(PAGE).content.decode()
        assert client.get("/admin/session/").status_code == 200
        client.post(PAGE, {"code": "000000"})
        assert client.get("/admin/")["Location"] == PAGE
        turn_on(client)
        assert client.get("/admin/").status_code == 200

    def test_who_has_it_already_goes_straight_on_and_who_turns_it_off_owes_it(
        self, client: Client, person: User
    ) -> None:
        codes = turned_on(person)
        sign_in(client, person, code=codes[0])
        assert client.get("/admin/").status_code == 200
        client.post(PAGE, {"code": codes[1]})
        assert client.get("/admin/")["Location"] == PAGE

    def test_browser_that_has_shown_no_code_signs_in_again_when_it_was_turned_on_elsewhere(
        self, client: Client, person: User
    ) -> None:
        sign_in(client, person)
        codes = turned_on(person)
        page = client.get("/admin/", follow=True)
        assert [address for address, _status in page.redirect_chain] == [PAGE, "/admin/login/"]
        assert "Totrinslogin er slået til. Log ind igen med en kode." in page.content.decode()
        assert not is_signed_in(client)
        sign_in(client, person, code=codes[0])
        assert client.get("/admin/").status_code == 200

    def test_person_of_single_sign_on_who_turns_it_off_owes_nothing(
        self, client: Client, person: User
    ) -> None:
        person.set_unusable_password()
        person.save()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        codes = turned_on(person)
        client.post(PAGE, {"code": codes[0]})
        assert client.get("/admin/").status_code == 200

    def test_session_in_which_it_was_taken_owes_it_again_when_a_superuser_turned_it_off(
        self, client: Client, superuser: Client, person: User
    ) -> None:
        sign_in(client, person)
        turn_on(client)
        assert client.get("/admin/").status_code == 200
        data = {"action": "turn_off_two_step", "_selected_action": [person.pk]}
        superuser.post("/admin/auth/user/", data)
        assert client.get("/admin/")["Location"] == PAGE

    def test_person_of_another_municipality_owes_nothing(self, client: Client, person: User) -> None:
        sign_in(client, MembershipFactory().person)
        assert client.get("/admin/").status_code == 200

    def test_person_who_owes_it_can_sign_out(self, client: Client, person: User) -> None:
        sign_in(client, person)
        client.post("/admin/logout/")
        assert not is_signed_in(client)

    def test_manager_requires_it_owes_it_at_once_and_who_has_it_is_seen(
        self, manager: Client, superuser: Client, municipality: Municipality
    ) -> None:
        page = reverse("admin:plans_municipality_change", args=[municipality.pk])
        send(manager, page, two_step_required="on")
        municipality.refresh_from_db()
        assert municipality.two_step_required
        turned_on(MembershipFactory(municipality=municipality).person)
        assert manager.get("/admin/")["Location"] == PAGE
        listed = superuser.get(reverse("desk-people", args=[municipality.pk])).content.decode()
        assert listed.count(">totrinslogin<") == 1

    @pytest.mark.parametrize("begin", ["invitation", "role given", "required since"])
    def test_who_is_signed_in_owes_it_from_the_moment_on(self, client: Client, begin: str) -> None:
        """And reads neither a page nor a file of a draft before."""
        person = MembershipFactory().person
        sign_in(client, person)
        town = MunicipalityFactory(two_step_required=begin != "required since")
        draft = AttachmentFactory(plan__municipality=town)
        if begin == "invitation":
            invitation = InvitationFactory(municipality=town, roles=["editor"])
            link = people.link_of(invitation).removeprefix(settings.SITE_URL)
            assert client.post(link)["Location"] == "/admin/"
        else:
            MembershipFactory(person=person, municipality=town)
            Municipality.objects.filter(pk=town.pk).update(two_step_required=True)
        for page in ("/admin/", reverse("desk-plan", args=[draft.plan_id]), "/admin/tabeller/"):
            assert client.get(page)["Location"] == PAGE
        assert client.get(draft.file.url).status_code == 404
        turn_on(client)
        assert client.get("/admin/").status_code == 200
        assert b"".join(client.get(draft.file.url)) == b"Et bilag\n"
