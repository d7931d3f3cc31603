import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from desk.domain.sharing import share
from desk.models import ShareLink
from goals.models import FollowUp
from plans.domain.lock import begin_edit
from plans.models import Municipality, Plan
from publishing.domain.addresses import Addresses
from publishing.domain.basis import begin
from publishing.domain.withdraw import withdraw
from publishing.domain.workflow import note
from publishing.enums import Step
from publishing.models import TextPdf
from tests.documents.printing.reading import page_texts
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    AttachmentFactory,
    EditionFactory,
    FollowUpFactory,
    MunicipalityFactory,
    NationalGoalFactory,
    PlanFactory,
    SectionFactory,
    ShareLinkFactory,
    TargetGroupFactory,
    ThemeFactory,
)
from tests.plans.people import approver_of, editor_of
from tests.publishing.edition_factory import numbered_with_others
from tests.steps import publish, take
from tests.website.pages import body

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"/udkast/([\w-]+)/")


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    theme = ThemeFactory(
        plan__municipality=municipality, ambition="Alle skal **med** i udkastet.", slug="unge"
    )
    SectionFactory(plan=theme.plan, slug="forord", title="Forord", body="Hemmelig indledning.")
    plan: Plan = theme.plan
    return plan


def make(client: Client, plan: Plan, **data: Any) -> HttpResponse:
    return client.post(
        reverse("desk-share", args=["plan", plan.pk]), {"recipient": "Udvalget", "days": 30, **data}
    )


def picture() -> "ContentFile[bytes]":
    content = BytesIO()
    Image.new("RGB", (2, 2)).save(content, "PNG")
    return ContentFile(content.getvalue())


def token_of(response: Any) -> str:
    found = TOKEN.search(response.context["address"])
    assert found
    return found[1]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_link_that_was_made_reads_the_draft_without_signing_in(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    reader = Client()
    pages = [
        ("shared:plan", [token], plan.title),
        ("shared:theme", [token, "unge"], "<strong>med</strong> i udkastet"),
        ("shared:section", [token, "forord"], "Hemmelig indledning."),
    ]
    for name, args, words in pages:
        response = reader.get(reverse(name, args=args))
        assert response.status_code == 200
        assert words in text(response)
        assert 'class="banner old"' in text(response)
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in text(response)
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response.cookies == {}
    link = ShareLink.objects.get()
    assert (link.pages_read, link.pdfs_read) == (3, 0)


def test_draft_has_the_front_and_the_doors_of_the_public_page(editor: Client, plan: Plan) -> None:
    theme = plan.themes.get(slug="unge")
    theme.target_groups.add(TargetGroupFactory(name="Unge under 30", slug="unge-30"))
    AnnualGoalFactory(theme=theme, number=7, text="Flere unge i uddannelse.")
    front = reverse("shared:plan", args=[token_of(make(editor, plan))])
    html = text(Client().get(front))
    assert "Hvad betyder planen for dig?" in html
    assert 'class="themes"' in html
    assert "Flere unge i uddannelse" in html
    group = f"{front}maalgruppe/unge-30/"
    assert f'href="{group}"' in html
    assert f'href="{group}"' in text(Client().get(f"{front}tema/unge/"))
    page = Client().get(group)
    assert f'href="{front}tema/unge/maal/7/"' in text(page)
    assert Client().get(f"{front}maalgruppe/findes-ikke/").status_code == 404


def test_goals_of_a_draft_have_pages_of_their_own(editor: Client, plan: Plan) -> None:
    theme = plan.themes.get(slug="unge")
    AnnualGoalFactory(theme=theme, number=7, text="Flere unge i uddannelse.")
    AnnualGoalFactory(theme=None, plan=plan, number=2, text="Hele planens **mål**.")
    links = f"[målet](/{plan.municipality.slug}/{plan.year}/tema/unge/maal/7/)"
    theme.ambition += f" Se {links} og [planens](/{plan.municipality.slug}/{plan.year}/maal/2/)."
    theme.save()
    front = reverse("shared:plan", args=[token_of(make(editor, plan))])
    of_theme, of_plan = f"{front}tema/unge/maal/7/", f"{front}maal/2/"
    for address in (front, f"{front}tema/unge/", f"{front}maal/", of_plan):
        assert f'href="{of_theme}"' in text(Client().get(address)), address
    assert text(Client().get(f"{front}tema/unge/")).count(f'href="{of_plan}"') == 1
    for address, words in {of_theme: "Flere unge i uddannelse.", of_plan: "<strong>mål</strong>"}.items():
        page = Client().get(address)
        assert words in text(page)
        assert (page["X-Robots-Tag"], page["Cache-Control"]) == (
            "noindex, nofollow, noarchive",
            "private, no-store",
        )
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in text(page)
        assert page.cookies == {}
        assert "Sådan henviser du" not in text(page)
    for missing in (f"{front}maal/7/", f"{front}tema/unge/maal/2/", f"{front}tema/andet/maal/7/"):
        assert Client().get(missing).status_code == 404, missing


def test_goal_of_a_draft_leads_to_no_page_of_national_goals_that_may_not_be(
    editor: Client, plan: Plan
) -> None:
    national = NationalGoalFactory(year=plan.year, number=3, title="Flere i job")
    goal = AnnualGoalFactory(theme=plan.themes.get(slug="unge"), number=7)
    goal.answers.add(national)
    front = reverse("shared:plan", args=[token_of(make(editor, plan))])
    html = text(Client().get(f"{front}tema/unge/maal/7/"))
    assert f"Ministermål 3 ({plan.year})" in html
    assert f'href="/ministermaal/{plan.year}/' not in html


def test_address_is_shown_once(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    again = editor.get(reverse("desk-share", args=["plan", plan.pk]))
    assert token not in text(again)
    assert [line["link"].recipient for line in again.context["links"]] == ["Udvalget"]


def shown(token: str) -> str:
    return text(Client().get(reverse("shared:theme", args=[token, "unge"])))


def test_draft_is_read_as_it_was_until_the_link_is_renewed(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    plan.themes.update(ambition="Skrevet om.")
    assert "Skrevet om." not in shown(token)
    link = ShareLink.objects.get()
    as_of = timezone.localtime(link.text_at)
    assert f"kl. {as_of:%H:%M}" in shown(token)
    editor.post(reverse("desk-renew", args=["plan", plan.pk, link.pk]))
    assert "Skrevet om." in shown(token)


def test_link_shows_the_submitted_text_also_after_it_was_sent_back(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    plan.themes.update(ambition="Det indsendte.")
    take(plan, Step.SUBMIT, editor_of(plan))
    assert "Det indsendte." in shown(token)
    take(plan, Step.RETURN, approver_of(plan), "Ikke godt nok")
    plan.themes.update(ambition="Hemmelig ny kladde.")
    assert "Det indsendte." in shown(token)
    assert "Hemmelig" not in shown(token)


def test_link_leads_to_the_edition_once_the_text_is_published(editor: Client, plan: Plan) -> None:
    """Also when the next draft is being written."""
    token = token_of(make(editor, plan))
    publish(plan, by=None, note="Vedtaget")
    for _round in range(2):
        for name, args, to in (
            ("shared:plan", [token], ""),
            ("shared:theme", [token, "unge"], ""),
            ("shared:pdf", [token], "plan.pdf"),
        ):
            response = Client().get(reverse(name, args=args))
            wanted = f"/{plan.municipality.slug}/{plan.year}/{to}"
            assert (response.status_code, response.headers["Location"]) == (302, wanted)
            assert response["Cache-Control"] == "private, no-store"
        begin_edit(plan, editor_of(plan))
        plan.themes.update(ambition="Næste hemmelige kladde.")
    link = ShareLink.objects.get()
    editor.post(reverse("desk-renew", args=["plan", plan.pk, link.pk]))
    assert Client().get(reverse("shared:plan", args=[token])).status_code == 302
    page = editor.get(reverse("desk-share", args=["plan", plan.pk]))
    assert [line["is_published"] for line in page.context["links"]] == [True]


def test_published_plan_without_a_new_draft_is_not_shared(editor: Client, plan: Plan) -> None:
    publish(plan, by=None, note="Vedtaget")
    assert len(make(editor, plan).context["form"].non_field_errors()) == 1
    assert not ShareLink.objects.exists()


def test_link_from_before_texts_were_frozen_freezes_when_it_is_opened(plan: Plan) -> None:
    token = "fra-dengang"
    ShareLinkFactory(plan=plan, token_sha256=sha256(token.encode()).hexdigest())
    assert "i udkastet" in shown(token)
    plan.themes.update(ambition="Skrevet om.")
    assert "Skrevet om." not in shown(token)


def test_readers_share_one_pdf(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    for _reader in range(2):
        answer = Client().get(reverse("shared:pdf", args=[token]))
        assert (answer.status_code, body(answer)[:5]) == (200, b"%PDF-")
    assert TextPdf.objects.count() == 1


def test_follow_up_is_shared_too(editor: Client, municipality: Municipality) -> None:
    report = AssessmentFactory(follow_up__plan__municipality=municipality).follow_up
    answer = editor.post(
        reverse("desk-share", args=["opfoelgning", report.pk]), {"recipient": "Udvalget", "days": 30}
    )
    page = Client().get(reverse("shared:plan", args=[token_of(answer)]))
    assert (page.status_code, report.title in text(page)) == (200, True)


def test_pdf_says_on_every_page_that_it_is_a_draft(editor: Client, plan: Plan, tmp_path: Path) -> None:
    token = token_of(make(editor, plan))
    response = Client().get(reverse("shared:pdf", args=[token]))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    file = tmp_path / "udkast.pdf"
    file.write_bytes(b"".join(response))  # type: ignore[arg-type]
    pages = page_texts(file)
    assert len(pages) > 1
    assert [page for page in pages if _("DRAFT – not adopted") not in page] == []
    assert [page for page in pages if token in page] == []
    assert ShareLink.objects.get().pdfs_read == 1


def test_pdf_shows_the_own_pictures_and_not_those_of_another_municipality(editor: Client, plan: Plan) -> None:
    for owner, status in ((plan.municipality_id, 200), (MunicipalityFactory().pk, 503)):
        content = BytesIO()
        Image.new("RGB", (3, 2)).save(content, "PNG")
        address = default_storage.url(
            default_storage.save(f"billeder/{owner}/figur.png", ContentFile(content.getvalue()))
        )
        plan.themes.update(ambition=f"![Figur]({address})")
        token = token_of(make(editor, plan))
        answer = Client().get(reverse("shared:pdf", args=[token]))
        assert (answer.status_code, len(body(answer)) > 100) == (status, True)


def test_asking_for_the_head_only_is_no_use(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    Client().head(reverse("shared:plan", args=[token]))
    assert ShareLink.objects.get().pages_read == 0


def test_recalled_link_is_gone_and_says_so(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    link = ShareLink.objects.get()
    editor.post(reverse("desk-recall", args=["plan", plan.pk, link.pk]))
    response = Client().get(reverse("shared:theme", args=[token, "unge"]))
    assert response.status_code == 410
    assert plan.title not in text(response)
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_expired_link_is_gone_and_says_so(editor: Client, plan: Plan) -> None:
    token = token_of(make(editor, plan))
    ShareLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answers = [Client().get(reverse(f"shared:{name}", args=[token])) for name in ("plan", "pdf")]
    assert [(answer.status_code, plan.title in text(answer)) for answer in answers] == [(410, False)] * 2


def test_no_page_of_a_draft_leads_to_one_that_is_not_there(editor: Client, plan: Plan) -> None:
    """Before the municipality has published anything, its public pages are not."""
    theme = plan.themes.get()
    path = default_storage.save(f"billeder/{plan.municipality_id}/kort.png", picture())
    own = f"/{plan.municipality.slug}/{plan.year}/"
    theme.ambition = f"Se [forordet]({own}afsnit/forord/), [planen]({own}) og\n\n![Et kort](/media/{path})"
    theme.save()
    AttachmentFactory(plan=plan, section=plan.sections.get())
    reader, waiting, seen = Client(), [reverse("shared:plan", args=[token_of(make(editor, plan))])], {}
    while waiting:
        address = waiting.pop()
        response = reader.get(address)
        seen[address] = response.status_code
        assert b"".join(response) != b""  # a file is closed when it has been read
        if response["Content-Type"].startswith("text/html"):
            found = re.findall(r'(?:href|src)="(/[^"#]*)', text(response))
            waiting += [
                one for one in found if one not in seen and not one.startswith(("/static/", "/farve/"))
            ]
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len([address for address in seen if "/fil/" in address]) == 2
    assert len(seen) == 6


@pytest.mark.parametrize("path", ["billeder/{own}/anden.png", "billeder/{foreign}/kort.png", "../db.sqlite3"])
def test_file_that_is_not_the_drafts_own_is_not_found(editor: Client, plan: Plan, path: str) -> None:
    foreign = MunicipalityFactory().pk
    for name in (f"billeder/{plan.municipality_id}/anden.png", f"billeder/{foreign}/kort.png"):
        default_storage.save(name, picture())
    plan.themes.update(ambition=f"![Et kort](/media/billeder/{foreign}/kort.png)")
    token = token_of(make(editor, plan))
    wanted = path.format(own=plan.municipality_id, foreign=foreign)
    assert Client().get(reverse("shared:file", args=[token, wanted])).status_code == 404


def test_unknown_link_is_not_found(plan: Plan) -> None:
    response = Client().get(reverse("shared:plan", args=["forkert"]))
    assert response.status_code == 404
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"


@pytest.mark.parametrize("name", ["shared:theme", "shared:section"])
def test_part_that_is_not_there_is_not_found_and_not_counted(editor: Client, plan: Plan, name: str) -> None:
    token = token_of(make(editor, plan))
    assert Client().get(reverse(name, args=[token, "findes-ikke"])).status_code == 404
    assert ShareLink.objects.get().pages_read == 0


@pytest.mark.parametrize("days", ["0", "181", "", "mange"])
def test_days_beyond_the_limit_are_refused(editor: Client, plan: Plan, days: str) -> None:
    assert list(make(editor, plan, days=days).context["form"].errors) == ["days"]
    assert not ShareLink.objects.exists()


def test_manager_does_not_share(manager: Client, plan: Plan) -> None:
    assert make(manager, plan).status_code == 403
    assert not ShareLink.objects.exists()


def test_foreign_plan_is_not_found(editor: Client) -> None:
    foreign = ShareLinkFactory()
    assert make(editor, foreign.plan).status_code == 404
    recall = reverse("desk-recall", args=["plan", foreign.plan.pk, foreign.pk])
    assert editor.post(recall).status_code == 404


def test_link_of_another_plan_is_not_recalled(editor: Client, plan: Plan) -> None:
    foreign = ShareLinkFactory(plan=PlanFactory())
    assert editor.post(reverse("desk-recall", args=["plan", plan.pk, foreign.pk])).status_code == 404
    foreign.refresh_from_db()
    assert foreign.recalled_at is None


def test_draft_that_cannot_be_printed_is_told(editor: Client, plan: Plan) -> None:
    plan.themes.update(ambition="![Et billede](/media/billeder/mangler.png)")
    token = token_of(make(editor, plan))
    response = Client().get(reverse("shared:pdf", args=[token]))
    assert (response.status_code, "fault" in response.context) == (503, True)


def test_draft_with_a_missing_file_says_so(editor: Client, plan: Plan) -> None:
    EditionFactory(plan=plan)
    annex = AttachmentFactory(plan=plan)
    annex.file.storage.delete(annex.file.name)
    assert len(make(editor, plan).context["form"].non_field_errors()) == 1
    token = "fra-dengang"
    ShareLinkFactory(plan=plan, token_sha256=sha256(token.encode()).hexdigest())
    assert Client().get(f"/udkast/{token}/").status_code == 503
    answer = editor.get(reverse("desk-since-edition", args=["plan", plan.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk-plan", args=[plan.pk]))


def test_part_that_is_not_in_the_draft_is_kept_from_caches_too(
    client: Client, editor: Client, plan: Plan
) -> None:
    token = token_of(make(editor, plan))
    response = client.get(f"/udkast/{token}/tema/findes-ikke/")
    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")
    assert (response["Referrer-Policy"], "noindex" in response["X-Robots-Tag"]) == ("no-referrer", True)


def test_own_draft_is_read_as_the_public_will_see_it_without_a_link(
    approver: Client, plan: Plan, tmp_path: Path
) -> None:
    pages = [
        ("own:plan", ["plan", plan.pk], plan.title),
        ("own:theme", ["plan", plan.pk, "unge"], "<strong>med</strong> i udkastet"),
        ("own:section", ["plan", plan.pk, "forord"], "Hemmelig indledning."),
    ]
    for name, args, words in pages:
        response = approver.get(reverse(name, args=args))
        assert words in text(response)
        assert f'href="{reverse("desk-plan", args=[plan.pk])}"' in text(response)
        assert "no-store" in response["Cache-Control"]
    assert "<dt>Gjaldt</dt>" in text(approver.get(reverse("own:plan", args=["plan", plan.pk])))
    file = tmp_path / "kladde.pdf"
    file.write_bytes(approver.get(reverse("own:pdf", args=["plan", plan.pk])).content)
    assert [page for page in page_texts(file) if _("DRAFT – not adopted") not in page] == []
    desk = text(approver.get(reverse("desk-plan", args=[plan.pk])))
    assert f'href="{reverse("own:plan", args=["plan", plan.pk])}"' in desk
    assert ShareLink.objects.count() == 0


def test_picture_in_an_own_draft_is_reached_before_it_is_published(editor: Client, plan: Plan) -> None:
    path = default_storage.save(f"billeder/{plan.municipality_id}/kort.png", picture())
    plan.themes.update(ambition=f"![Et kort](/media/{path})")
    shown = text(editor.get(reverse("own:theme", args=["plan", plan.pk, "unge"])))
    (address,) = re.findall(r'<img[^>]* src="([^"]*)', shown)
    assert address == reverse("own:file", args=["plan", plan.pk, path])
    assert b"".join(editor.get(address))[:4] == b"\x89PNG"


def test_link_leads_to_its_own_report_where_others_share_its_numbers(client: Client) -> None:
    status: FollowUp = AssessmentFactory(follow_up__title="Status", follow_up__kind="mid_year").follow_up
    final = AssessmentFactory(follow_up__plan=status.plan, goal=status.assessments.get().goal).follow_up
    _link, token = share(status, "Udvalget", 30, editor_of(status.plan))
    own, _other = numbered_with_others(status, 1), numbered_with_others(final, 2)
    note(status, Step.PUBLISH, None, "Ny")
    assert client.get(f"/udkast/{token}/").headers["Location"] == Addresses(own).front


def test_shared_follow_up_shows_nothing_of_a_plan_that_has_been_withdrawn(client: Client) -> None:
    goal = AnnualGoalFactory(text="Færre unge på gaden.")
    edition = EditionFactory(plan=goal.theme.plan)
    report: FollowUp = FollowUpFactory(plan=goal.theme.plan)
    begin(report)
    _link, token = share(report, "Udvalget", 30, editor_of(report.plan))
    assert b"unge p" in client.get(f"/udkast/{token}/").content
    withdraw(edition, by=None, reason="Navne i et mål")
    for part in ("", "plan.pdf", "maal/"):
        answer = client.get(f"/udkast/{token}/{part}")
        assert answer.status_code == 410
        assert "Kommunen har lukket linket." in answer.content.decode()
