"""Figures by file, through the admin's two pages as a browser would send them."""

import os
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from openpyxl import Workbook

from goals import admin_import
from goals.domain.importing import storing
from goals.enums import AreaKind, Unit
from goals.models import FigureImport, Indicator, Observation
from plans.enums import Role
from plans.models import Municipality
from plans.progress import Progress, reporting_progress
from tests.factories import (
    AreaFactory,
    FigureImportFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

IMPORT = "/admin/goals/observation/import/"
CONFIRM = "/admin/goals/observation/process_import/"
LIST = "/admin/goals/observation/"
TABLE = """indikator;område;periode;værdi;foreløbig;kilde
Ledighed;Skive;2020;10,4;nej;jobindsats.dk
Ledighed;Struer;2020;1.745,5;ja;jobindsats.dk
Ledighed;Ukendtby;2020;9;nej;jobindsats.dk
"""

GONE = "Filen er her ikke længere: Den er enten importeret eller for gammel."


@pytest.fixture(autouse=True)
def ledighed() -> Indicator:
    for name in ("Skive", "Struer"):
        AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
    return IndicatorFactory(slug="ledighed", name="Ledighed", unit=Unit.PERSONS)


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def upload(client: Client, content: bytes, name: str = "tal.csv", **said: Any) -> Any:
    return client.post(IMPORT, {"import_file": SimpleUploadedFile(name, content), **said})


def confirm(client: Client, preview: Any, **said: Any) -> Any:
    """Sends back what the preview's form holds, as its button would."""
    form = preview.context["confirm_form"]
    data = {name: value if value is not None else "" for name, value in form.initial.items()}
    for name in ("indicator", "owner"):
        data[name] = data[name].pk if data.get(name) else ""
    return client.post(CONFIRM, {**data, **said})


def previewed(preview: Any) -> dict[str, int]:
    return {kind: count for kind, _word, count in preview.context["counts"]}


def lines(preview: Any) -> dict[str, list[tuple[int, str]]]:
    return {
        title: [(line.number, line.text) for line in shown]
        for title, shown, _more in preview.context["listed"]
    }


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def stored() -> list[tuple[str, Decimal, bool]]:
    rows = Observation.objects.order_by("area__name")
    return list(rows.values_list("area__name", "value", "provisional"))


def test_preview_tells_what_becomes_of_each_row_and_stores_nothing(superuser: Client) -> None:
    preview = upload(superuser, TABLE.encode())
    assert previewed(preview) == {"added": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert lines(preview) == {
        "Afvist": [(4, "området »Ukendtby« findes ikke i portalen")],
        "Nye": [(2, "Ledighed, Skive, 2020: 10,4"), (3, "Ledighed, Struer, 2020: 1.745,5 (foreløbigt)")],
    }
    assert stored() == []


def test_confirmed_file_stores_its_good_rows_and_tells_the_count(superuser: Client) -> None:
    response = confirm(superuser, upload(superuser, TABLE.encode()))
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert told(response) == ["3 rækker: 2 nye, 0 ændret, 0 uændret, 1 afvist."]
    assert stored() == [("Skive", Decimal("10.4"), False), ("Struer", Decimal("1745.5"), True)]
    kept = FigureImport.objects.get()
    assert (kept.file_name, kept.summary, kept.owner) == ("tal.csv", told(response)[0], None)
    assert kept.sha256 == sha256(TABLE.encode()).hexdigest()
    assert kept.person_id == int(superuser.session["_auth_user_id"])


def test_same_file_twice_changes_nothing_and_asks_for_no_confirmation(superuser: Client) -> None:
    confirm(superuser, upload(superuser, TABLE.encode()))
    preview = upload(superuser, TABLE.encode())
    assert previewed(preview) == {"added": 0, "changed": 0, "unchanged": 2, "refused": 1}
    content = preview.content.decode()
    assert "Der er ikke noget at gemme: Ingen række tilføjer eller ændrer et tal." in content
    assert 'name="confirm"' not in content


def test_changed_figure_is_shown_with_old_and_new(superuser: Client) -> None:
    confirm(superuser, upload(superuser, TABLE.encode()))
    preview = upload(superuser, TABLE.replace("1.745,5;ja", "1.760;nej").encode())
    assert lines(preview)["Ændret"] == [(3, "Ledighed, Struer, 2020: 1.745,5 (foreløbigt) → 1.760")]


def test_page_that_waits_is_told_how_many_rows_of_all_have_been_read_and_stored(
    superuser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "BATCH", 1)
    answers: list[dict[str, int]] = []
    ticket = uuid4()
    really_set = caches["progress"].set

    def told(key: str, said: Progress) -> None:
        really_set(key, said)
        answers.append(superuser.get(f"{IMPORT}fremdrift/{ticket}/").json())

    monkeypatch.setattr(caches["progress"], "set", told)
    each = [{"done": done, "total": 3} for done in range(4)]
    preview = upload(superuser, TABLE.encode(), ticket=ticket)
    assert answers == each
    confirm(superuser, preview, ticket=ticket)
    assert answers == each * 2
    assert superuser.get(f"{IMPORT}fremdrift/{ticket}/").json() == {"done": 0, "total": 0}


def test_progress_of_another_import_is_not_told(superuser: Client) -> None:
    ticket, person = uuid4(), UserFactory(is_superuser=True)
    with reporting_progress(admin_import.progress_key(person, ticket)) as told:
        told(1, 2)
        assert superuser.get(f"{IMPORT}fremdrift/{ticket}/").json() == {"done": 0, "total": 0}


def test_both_pages_hold_the_sign_of_their_own_import(superuser: Client) -> None:
    for page, name in ((superuser.get(IMPORT), "form"), (upload(superuser, TABLE.encode()), "confirm_form")):
        where = f"{IMPORT}fremdrift/{page.context[name]['ticket'].value()}/"
        sign = f'<div id="working" class="desk-progress" data-address="{where}" hidden>'
        assert page.content.decode().count(sign) == 1


def test_file_that_breaks_while_it_is_stored_stores_nothing(
    superuser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = upload(superuser, TABLE.encode())
    monkeypatch.setattr(storing, "BATCH", 1)
    really, batches = Observation.objects.bulk_create, []

    def breaks(rows: list[Observation], **options: Any) -> Any:
        batches.append(len(rows))
        if len(batches) > 1:
            raise DatabaseError("væk")
        return really(rows, **options)

    monkeypatch.setattr(Observation.objects, "bulk_create", breaks)
    with pytest.raises(DatabaseError, match="væk"):
        confirm(superuser, preview)
    assert (batches, stored(), FigureImport.objects.count()) == ([1, 1], [], 0)


def test_what_came_of_the_last_imports_stands_where_a_file_is_chosen(superuser: Client) -> None:
    assert "Seneste importer" not in superuser.get(IMPORT).content.decode()
    confirm(superuser, upload(superuser, TABLE.encode()))
    content = superuser.get(IMPORT).content.decode()
    assert content.count("tal.csv</a>. 3 rækker: 2 nye, 0 ændret, 0 uændret, 1 afvist.") == 1


SAME = [("Skive", Decimal("10.4"), False), ("Struer", Decimal("1745.5"), False)]


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in (("kommune", "år", "værdi"), ("Skive", 2020, 10.4), ("Struer", 2020, 1745.5)):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("semikolon.csv", "kommune;periode;værdi\nSkive;2020;10,4\nStruer;2020;1745,5\n".encode()),
        ("bom.csv", b"\xef\xbb\xbf" + "kommune;periode;værdi\nSkive;2020;10,4\nStruer;2020;1745,5".encode()),
        ("latin.csv", "kommune;periode;værdi\nSkive;2020;10,4\nStruer;2020;1745,5".encode("latin-1")),
        ("komma.csv", b'kommune,periode,value\nSkive,2020,10.4\nStruer,2020,"1,745.5"\n'),
        ("bog.xlsx", workbook()),
        (
            "v2.json",
            b'[{"Variables":[{"Label":"Area"},{"Label":"Period"},{"Label":"Antal"}],'
            b'"Data":[["Skive","2020","10,4"],["Struer","2020","1.745,5"]]}]',
        ),
        (
            "v3.json",
            '{"columns":["Område","Periode","Antal"],"rows":[["Skive","2020",10.4],["Struer","2020",1745.5]]}'.encode(),
        ),
    ],
    ids=["semicolon", "bom", "latin-1", "comma", "xlsx", "version-2", "version-3"],
)
def test_every_kind_of_file_stores_the_same_figures(
    name: str, content: bytes, superuser: Client, ledighed: Indicator
) -> None:
    response = confirm(superuser, upload(superuser, content, name, indicator=ledighed.pk))
    assert told(response) == ["2 rækker: 2 nye, 0 ændret, 0 uændret, 0 afvist."]
    assert stored() == SAME
    assert set(Observation.objects.values_list("source", flat=True)) == {name}


def test_file_of_twelve_columns_names_those_that_are_not_used(superuser: Client) -> None:
    heading = "note1;indikator;note2;område;note3;periode;note4;værdi;note5;kilde;note6;note7\n"
    row = "a;Ledighed;b;Skive;c;2020;d;10,4;e;jobindsats.dk;f;g\n"
    preview = upload(superuser, (heading + row).encode())
    assert previewed(preview) == {"added": 1, "changed": 0, "unchanged": 0, "refused": 0}
    assert preview.context["unused"] == ("note1", "note2", "note3", "note4", "note5", "note6", "note7")


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book["Sheet"])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_sheet_is_chosen_where_several_hold_a_table_and_kept_until_the_figures_are_stored(
    superuser: Client, ledighed: Indicator
) -> None:
    heading = ["område", "periode", "værdi"]
    content = workbook(
        Gammel=[heading, ["Skive", 2020, 1]], Ny=[heading, ["Skive", 2020, 7]], Noter=[["Kilde"]]
    )
    asked = upload(superuser, content, "tal.xlsx", indicator=ledighed.pk)
    form = asked.context["form"]
    assert form.errors == {
        "import_file": [
            "Flere ark har en tabel: »Gammel« og »Ny«. Vælg det ark, der skal læses. Der er ikke ændret noget."
        ],
        "sheet": ["Vælg et ark her, og vælg filen igen."],
    }
    assert '<option value="Ny">Ny</option>' in asked.content.decode()
    preview = upload(superuser, content, "tal.xlsx", indicator=ledighed.pk, sheet="Ny")
    assert "Arket »Ny« er læst. Ikke læst: »Gammel« og »Noter«." in preview.content.decode()
    confirm(superuser, preview)
    assert stored() == [("Skive", Decimal(7), False)]


def test_preview_tells_what_is_left_out_and_what_to_look_at(superuser: Client, ledighed: Indicator) -> None:
    Indicator.objects.update(unit=Unit.PERCENT)
    content = "område;køn;2019;2020\nSkive;Mænd;1;2\nSkive;I alt;103;4\nKilde: jobindsats.dk\n".encode()
    preview = upload(superuser, content, indicator=ledighed.pk)
    assert preview.context["notices"] == (
        "Række 4 har kun én udfyldt celle og er ikke læst, da den ligner en note.",
        "Tallene er fordelt på »køn«: Kun »I alt« er læst, og 1 anden række er udeladt.",
    )
    assert all(notice in preview.content.decode() for notice in preview.context["notices"])
    text = "Ledighed, Skive, 2019: 103: andelen er over 100 procent. Kontrollér, at tallet er rigtigt"
    assert lines(preview)["Bør kontrolleres"] == [(3, text)]
    assert text in b"".join(confirm(superuser, preview, list="1").streaming_content).decode()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("tal.pdf", b"%PDF-1.7\x00\x01", "Filen er ikke en tabel: Den indeholder andet end tekst."),
        ("tal.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 60, "Filen er et gammelt Excel-regneark (.xls)."),
        ("bog.xlsx", b"PK\x03\x04 ikke et regneark", "Regnearket kan ikke læses"),
        ("tom.csv", b"\n\n", "Filen er tom."),
        ("tal.csv", b"kommune;periode\nSkive;2020\n", "Filen mangler kolonnen »værdi«."),
        ("v3.json", b'{"columns": [', "Filen er ikke gyldig JSON"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_its_reason(
    name: str, content: bytes, error: str, superuser: Client
) -> None:
    response = upload(superuser, content, name)
    [told] = response.context["form"].errors["import_file"]
    assert (told.startswith(error), told.endswith(" Der er ikke ændret noget.")) == (True, True)
    assert response.content.decode().count("Der er ikke ændret noget.") == 1
    assert "confirm_form" not in response.context
    assert not storages["imports"].exists("")


def test_file_without_content_or_too_large_is_refused_by_the_form(
    superuser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_import, "MAX_BYTES", 100)
    errors = [
        " ".join(upload(superuser, content).context["form"].errors["import_file"]).replace("\xa0", " ")
        for content in (b"", b"x" * 101)
    ]
    assert errors == [
        "Den indsendte fil er tom.",
        "Filen fylder 101 bytes. Del den op: Der læses højst 100 bytes ad gangen.",
    ]


def test_list_of_every_row_opens_in_a_danish_spreadsheet(superuser: Client) -> None:
    response = confirm(superuser, upload(superuser, TABLE.encode()), list="1")
    assert b"".join(response.streaming_content).decode() == (
        "\ufeffRække;Hvad der sker;Tal, eller hvorfor rækken afvises\r\n"
        "2;vil blive tilføjet;Ledighed, Skive, 2020: 10,4\r\n"
        "3;vil blive tilføjet;Ledighed, Struer, 2020: 1.745,5 (foreløbigt)\r\n"
        "4;vil blive afvist;området »Ukendtby« findes ikke i portalen\r\n"
    )
    assert stored() == []


def test_preview_lists_the_first_rows_and_counts_the_rest(
    superuser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_import, "LISTED", 2)
    table = "indikator;område;periode;værdi\n" + "Ledighed;Ukendtby;2020;1\n" * 5
    preview = upload(superuser, table.encode())
    [(_title, shown, more)] = preview.context["listed"]
    assert (len(shown), more) == (2, 3)
    assert "og 3 til" in preview.content.decode()


@pytest.mark.parametrize("said", [{}, {"list": "1"}])
def test_file_that_was_imported_already_is_not_found_again(superuser: Client, said: dict[str, str]) -> None:
    preview = upload(superuser, TABLE.encode())
    confirm(superuser, preview)
    response = confirm(superuser, preview, **said)
    assert (response.status_code, response["Location"]) == (302, IMPORT)
    assert told(response)[1:] == [GONE]


@pytest.mark.parametrize("said", [{}, {"list": "1"}])
def test_indicator_that_was_deleted_meanwhile_is_told(superuser: Client, said: dict[str, str]) -> None:
    chosen = IndicatorFactory()
    preview = upload(superuser, TABLE.encode(), indicator=chosen.pk)
    data = dict(said, indicator=str(chosen.pk))
    chosen.delete()
    response = confirm(superuser, preview, **data)
    assert (response.status_code, response["Location"]) == (302, IMPORT)
    assert told(response) == ["Indikatoren er slettet i mellemtiden. Vælg en anden, og send filen igen."]


@pytest.mark.parametrize("name", ["../hemmelig", "hemmelig", "5f0a3f9e-2c1b-4d7e-9a60-0c1d2e3f4a5b"])
def test_name_of_a_file_elsewhere_is_not_read(superuser: Client, name: str) -> None:
    storages["imports"].save("hemmelig", ContentFile(b"x"))
    preview = upload(superuser, TABLE.encode())
    assert told(confirm(superuser, preview, import_file_name=name)) == [GONE]
    assert stored() == []


def test_files_that_nobody_confirmed_are_thrown_away_after_a_day(superuser: Client) -> None:
    upload(superuser, TABLE.encode())
    upload(superuser, TABLE.encode())
    assert len(storages["imports"].listdir("")[1]) == 2
    for name in storages["imports"].listdir("")[1]:
        os.utime(storages["imports"].path(name), times=(0, 0))
    upload(superuser, TABLE.encode())
    assert len(storages["imports"].listdir("")[1]) == 1


def test_button_on_the_list_is_for_those_who_may_import_and_others_are_told_why(superuser: Client) -> None:
    button = f'<a href="{IMPORT}">Importér tal fra en fil</a>'
    assert button in superuser.get(LIST).content.decode()
    why = "Landets tal indlæses af portalens systemadministrator"
    for role, may in ((Role.EDITOR, True), (Role.MANAGER, True), (Role.THEME_EDITOR, False)):
        member = Client()
        member.force_login(MembershipFactory(role=role).person)
        content = member.get(LIST).content.decode()
        assert [text in content for text in (button, why)] == [may, not may]
    assert why not in superuser.get(LIST).content.decode()


def test_confirming_nothing_leads_back_to_choosing_a_file(superuser: Client) -> None:
    response = superuser.post(CONFIRM, follow=True)
    assert response.redirect_chain == [(IMPORT, 302)]
    assert response.content.decode().count(GONE) == 1


@pytest.fixture
def editor(municipality: Municipality) -> Client:
    member = Client()
    member.force_login(MembershipFactory(municipality=municipality, role=Role.EDITOR).person)
    return member


def test_municipality_imports_its_own_figures_and_none_of_the_country_s(
    editor: Client, municipality: Municipality
) -> None:
    own = IndicatorFactory(owner=municipality, slug="besoeg", name="Besøg", unit=Unit.PERSONS)
    table = "indikator;område;periode;værdi\nBesøg;Skive;2020;12\nLedighed;Skive;2020;10\n"
    preview = upload(editor, table.encode(), owner=municipality.pk)
    assert lines(preview)["Afvist"] == [
        (3, "»Ledighed« er landets: kun portalens administrator indlæser dens tal")
    ]
    assert previewed(preview) == {"added": 1, "changed": 0, "unchanged": 0, "refused": 1}
    confirm(editor, preview)
    assert Observation.objects.get().indicator == own
    assert FigureImport.objects.get().owner == municipality


def test_municipality_must_say_whose_the_figures_are_and_is_offered_its_own(
    editor: Client, municipality: Municipality
) -> None:
    other = MunicipalityFactory()
    form = editor.get(IMPORT).context["form"]
    assert list(form.fields["owner"].queryset) == [municipality]
    for owner in ("", other.pk):
        assert list(upload(editor, TABLE.encode(), owner=owner).context["form"].errors) == ["owner"]


def test_indicators_to_choose_are_the_municipality_s_own(
    editor: Client, municipality: Municipality, ledighed: Indicator
) -> None:
    own, foreign = (IndicatorFactory(owner=owner) for owner in (municipality, MunicipalityFactory()))
    assert list(editor.get(IMPORT).context["form"].fields["indicator"].queryset) == [own]
    for row in (foreign, ledighed):
        errors = (
            upload(editor, TABLE.encode(), owner=municipality.pk, indicator=row.pk).context["form"].errors
        )
        assert list(errors) == ["indicator"]


def test_indicator_of_another_owner_than_the_chosen_is_refused(
    superuser: Client, ledighed: Indicator
) -> None:
    response = upload(superuser, TABLE.encode(), owner=MunicipalityFactory().pk, indicator=ledighed.pk)
    assert response.context["form"].errors == {
        "indicator": ["Indikatoren tilhører ikke den, der er valgt ovenfor."]
    }


def test_chosen_indicator_is_never_another_one_of_that_address_or_name(superuser: Client) -> None:
    chosen, _other = (
        IndicatorFactory(slug=slug, name=name) for slug, name in (("unge", "Ledige"), ("alle", "unge"))
    )
    content = "område;periode;værdi\nSkive;2020;10\n".encode()
    confirm(superuser, upload(superuser, content, indicator=chosen.pk))
    assert Observation.objects.get().indicator == chosen


def test_imports_of_others_are_not_listed(
    superuser: Client, editor: Client, municipality: Municipality
) -> None:
    confirm(superuser, upload(superuser, TABLE.encode(), name="landets.csv"))
    FigureImportFactory(owner=MunicipalityFactory(), file_name="fremmed.csv")
    FigureImportFactory(owner=municipality, file_name="vores.csv")
    content = editor.get(IMPORT).content.decode()
    assert [name in content for name in ("landets.csv", "fremmed.csv", "vores.csv")] == [False, False, True]
