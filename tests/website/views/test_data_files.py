import csv
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import Workbook, load_workbook

from documents.tree import Goal, IndicatorRef, Section, Target, TargetGroup
from goals.enums import AreaKind
from tests.documents.charts.figures import SHARE
from tests.documents.test_lineage import merged_and_dropped
from tests.factories import AreaFactory, IndicatorFactory, ObservationFactory
from tests.publishing.edition_factory import publish, withdraw
from tests.website.pages import read
from tests.website.views.test_national import answering, whole_theme
from tests.website.years import plan, publish_three_years, report, with_later_figure

pytestmark = pytest.mark.django_db

LINE = "/herning/2019/tema/unge/maal/1/gennem-aarene"


ORIGIN = ["Planens kommunekode", "Planens kommune", "Serie", "Planår", "Udgave", "Adresse"]


def rows(client: Client, address: str) -> list[list[str]]:
    """Without the columns that say where each row is from."""
    head, *found = all_columns(client, address)
    start = head.index(ORIGIN[0])
    assert head[start : start + len(ORIGIN)] == ORIGIN
    return [[*row[:start], *row[start + len(ORIGIN) :]] for row in (head, *found)]


def all_columns(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def book(client: Client, address: str) -> Workbook:
    response = client.get(address)
    assert response.status_code == 200
    return load_workbook(BytesIO(response.content))


def test_goals_page_leads_to_its_files(client: Client) -> None:
    publish(plan(2020))
    links = read(client.get("/herning/2020/maal/")).links
    assert [link for link in links if link.endswith(("csv", "xlsx"))] == [
        "/herning/2020/maal.xlsx",
        "/herning/2020/maal.csv",
        "/herning/2020/tal.csv",
    ]
    kept = read(client.get("/herning/2020/udgave/1/maal/")).links
    assert "/herning/2020/udgave/1/maal.xlsx" in kept


def test_pages_with_some_of_the_goals_lead_to_the_files_of_all(client: Client) -> None:
    sections = (Section("Alle mål", "alle-maal", "goal_overview"), Section("Forord", "forord"))
    publish(replace(plan(2020), sections=sections))
    files = ["/herning/2020/maal.xlsx", "/herning/2020/maal.csv", "/herning/2020/tal.csv"]
    pages = ["tema/unge/", "afsnit/alle-maal/", "afsnit/forord/"]
    links = [read(client.get(f"/herning/2020/{page}")).links for page in pages]
    found = [[link for link in there if link.endswith(("csv", "xlsx"))] for there in links]
    assert found == [files, files, []]


def test_goals_as_text_have_a_row_for_each_goal(client: Client) -> None:
    publish(plan(2020))
    head, *found = rows(client, "/herning/2020/maal.csv")
    assert [row[0] for row in found] == ["1.1", "1.3"]
    assert found[0][1:3] == [
        "Unge under 25 år",
        "Herning skal i 2020 have færre unge end gennemsnittet af kommunerne.",
    ]
    assert {len(row) for row in found} == {len(head)} == {8}


def test_goals_say_for_whom_they_are_who_sees_to_them_and_with_whom(client: Client) -> None:
    document = plan(2020)
    goal = Goal(
        1,
        "Flere unge i job.",
        responsible_unit="Jobcentret",
        partners="UU og FGU",
        target_groups=(TargetGroup("unge", "Unge"), TargetGroup("ledige", "Ledige")),
    )
    publish(replace(document, themes=(replace(document.themes[0], goals=(goal,)),)))
    head, row = rows(client, "/herning/2020/maal.csv")
    assert (head[5:], row[5:]) == (
        ["Målgrupper", "Ansvarlig enhed", "Samarbejdspartnere"],
        ["Unge, Ledige", "Jobcentret", "UU og FGU"],
    )


def test_goals_have_both_verdicts_where_there_is_a_follow_up(client: Client) -> None:
    publish(plan(2020))
    publish(report(2020, overrides_computed=True))
    first, second = rows(client, "/herning/2020/maal.csv")[1:]
    assert first[-2:] == ["Ikke opfyldt: 10,6 % mod 10,4 %.", "Tallet er påvirket af nedlukningen."]
    assert first[8] != first[9]
    assert second[9:] == ["", "", ""]


def test_goal_that_nobody_reported_on_has_words_for_it(client: Client) -> None:
    publish_three_years()
    verdicts = [row[8] for row in rows(client, f"{LINE}.csv")[1:]]
    assert verdicts[0] == verdicts[1] != verdicts[2]
    assert "0" not in "".join(verdicts)


def test_workbook_has_the_goals_and_the_figures_with_numbers_as_numbers(client: Client) -> None:
    publish(plan(2020))
    publish(report(2020))
    found = book(client, "/herning/2020/maal.xlsx")
    assert len(found.worksheets) == 2
    goals, figures = found.worksheets
    assert (goals.max_row, figures.max_row) == (3, 3)
    values = [row[5] for row in figures.iter_rows(min_row=2)]
    assert [(cell.value, cell.number_format) for cell in values] == [(10.6, "#,##0.0"), (10.4, "#,##0.0")]
    assert figures["D2"].value == datetime(2019, 1, 1)


def test_figures_as_text_have_a_decimal_comma(client: Client) -> None:
    publish(plan(2020))
    assert [row[5] for row in rows(client, "/herning/2020/tal.csv")[1:]] == ["10,6", "10,4"]


def test_figures_that_came_after_the_plan_are_in_no_file_of_it_and_in_its_follow_ups(client: Client) -> None:
    publish(with_later_figure(plan(2020)))
    assert [row[2] for row in rows(client, "/herning/2020/tal.csv")[1:]] == ["2019"]
    publish(with_later_figure(report(2020)))
    assert [
        row[2] for row in rows(client, "/herning/2020/opfoelgning/maalopfoelgning/udgave/1/tal.csv")[1:]
    ] == [
        "2019",
        "2020",
    ]


def test_figures_of_a_line_tell_with_which_edition_they_came(client: Client) -> None:
    publish(with_later_figure(plan(2018)))
    publish(with_later_figure(plan(2019)))
    publish(with_later_figure(report(2019)))
    table = rows(client, "/herning/2018/tema/unge/maal/1/gennem-aarene/tal.csv")
    assert table[0][-2:] == ["Udgivet med", "Udgivet"]
    assert [(row[2], row[-2]) for row in table[1:]] == [
        ("2017", "Beskæftigelsesplan 2018"),
        ("2018", "Beskæftigelsesplan 2019"),
        ("2019", "Målopfølgning 2019"),
    ]


def test_follow_up_has_files_of_its_own(client: Client) -> None:
    publish(report(2020, overrides_computed=True))
    links = read(client.get("/herning/2020/opfoelgning/")).links
    for address in ("opfoelgning.csv", "opfoelgning.xlsx", "tal.csv"):
        assert f"/herning/2020/opfoelgning/maalopfoelgning/{address}" in links
    assert len(rows(client, "/herning/2020/opfoelgning.csv")) == 3
    assert len(rows(client, "/herning/2020/opfoelgning/maalopfoelgning/udgave/1/tal.csv")) == 3
    assert (
        len(book(client, "/herning/2020/opfoelgning/maalopfoelgning/udgave/1/opfoelgning.xlsx").worksheets)
        == 2
    )


def test_line_of_a_goal_has_its_years_and_every_figure_that_is_drawn(client: Client) -> None:
    publish_three_years()
    assert [row[0] for row in rows(client, f"{LINE}.csv")[1:]] == ["2018", "2019", "2020"]
    assert [row[1] for row in rows(client, f"{LINE}/tal.csv")[1:]] == [
        "Herning",
        "Herning",
        "Herning",
        "Region Midtjylland",
        "hele landet",
        "kommunerne i Region Midtjylland",
    ]
    assert len(book(client, f"{LINE}.xlsx").worksheets) == 2
    links = read(client.get(f"{LINE}/")).links
    assert [link for link in links if link.startswith(f"{LINE}.") or link.endswith("/tal.csv")] == [
        f"{LINE}.xlsx",
        f"{LINE}.csv",
        f"{LINE}/tal.csv",
    ]


def test_line_of_a_theme_has_the_goals_of_each_year(client: Client) -> None:
    publish_three_years()
    found = rows(client, "/herning/2020/tema/unge/gennem-aarene.csv")[1:]
    assert [(row[0], row[6]) for row in found] == [
        ("2018", "1.1"),
        ("2018", "1.2"),
        ("2019", "1.1"),
        ("2019", "1.3"),
        ("2020", "1.1"),
        ("2020", "1.3"),
    ]
    assert {len(row) for row in found} == {16}


def test_line_that_is_broken_says_what_was_replaced(client: Client) -> None:
    """One column more, only where something was."""
    new = replace(SHARE, name="Ny andel", slug="ny", replaces=(IndicatorRef(SHARE.slug),))
    groups = {2018: TargetGroup("gammel", "Gammel"), 2019: TargetGroup("ny", "Ny", replaces=("gammel",))}
    for year, measure in ((2018, SHARE), (2019, new)):
        document = plan(year)
        [theme] = document.themes
        [target] = theme.goals[0].targets
        goal = replace(theme.goals[0], targets=(replace(target, indicator=measure),))
        theme = replace(theme, goals=(goal,), target_groups=(groups[year],))
        publish(replace(document, themes=(theme,)))
    indicator = "Indikatoren »Andel af unge på offentlig forsørgelse« er afløst af »Ny andel«."
    head, before, after = rows(client, f"{LINE}.csv")
    assert (head[-1], before[-1], after[-1]) == ("Afløst siden planen før", "", indicator)
    *_rest, after = rows(client, "/herning/2019/tema/unge/gennem-aarene.csv")
    assert after[-1] == f"Målgruppen »Gammel« er afløst af »Ny«. {indicator}"
    head, *figures = rows(client, f"{LINE}/tal.csv")
    assert head[-1] == "Indikatoren afløser"
    assert {(row[0], row[-1]) for row in figures} == {(SHARE.name, ""), ("Ny andel", SHARE.name)}
    note = "Målgruppen »Gammel« er afløst af »Ny«."
    assert note in client.get("/herning/2019/sammenlign/2018/").content.decode()


def test_line_of_a_theme_tells_what_became_of_it_and_why(client: Client) -> None:
    for document in merged_and_dropped():
        publish(document)
    [merged] = rows(client, "/herning/2019/tema/tema-1/gennem-aarene.csv")[3:]
    assert (merged[3:6], merged[9]) == (["Lagt sammen", "De hører sammen.", ""], "Nyt")
    [dropped] = rows(client, "/herning/2018/tema/tema-3/gennem-aarene.csv")[1:]
    told = "Intet i Beskæftigelsesplan 2019 bygger videre på det. Puljen er brugt."
    assert (dropped[3], dropped[5]) == ("Ældste plan i portalen", told)


def test_national_goals_have_a_row_for_each_answer_and_for_none(client: Client) -> None:
    publish(answering("herning", 2019, 2))
    found = rows(client, "/ministermaal/2019.csv")[1:]
    assert [(row[0], row[2], row[3]) for row in found] == [
        ("1", "Herning Kommune", ""),
        ("2", "Herning Kommune", "1.1"),
    ]
    assert found[0][4] != ""
    assert book(client, "/ministermaal/2019.xlsx").worksheets[0].max_row == 3
    publish(whole_theme("Vi svarer **samlet**.", "vejle"))
    assert [row[3:] for row in rows(client, "/ministermaal/2019.csv")[1:] if row[2] == "Vejle Kommune"][
        1
    ] == ["Fokusområde 1", "Vi svarer samlet."]
    head, row, _second = rows(client, "/vejle/2019/maal.csv")
    assert (head[-1], row[-1]) == ("Temaet svarer på ministermål", "2 (2019)")


def test_nothing_is_said_of_whole_themes_where_none_answers(client: Client) -> None:
    publish(answering("herning", 2019, 2))
    assert "Temaet svarer på ministermål" not in rows(client, "/herning/2019/maal.csv")[0]


def test_comparison_has_the_municipalities_and_the_group(client: Client) -> None:
    group = AreaFactory(kind=AreaKind.CLUSTER, name="nabokommuner")
    indicator = IndicatorFactory(slug="unge")
    for name, value in (("Herning", "10.0"), ("Viborg", "9.5")):
        area = AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
        group.members.add(area)
        ObservationFactory(indicator=indicator, area=area, value=Decimal(value), decimals=1)
    found = all_columns(client, "/sammenlign/nabokommuner/unge/2019.csv")[1:]
    assert [row[:2] for row in found][:2] == [["Herning", "10,0"], ["Viborg", "9,5"]]
    assert found[2][1] == "9,8"
    sheet = book(client, "/sammenlign/nabokommuner/unge/2019.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["B"]][1:] == [10, 9.5, 9.8]


def test_file_is_named_and_kept_like_a_page(client: Client) -> None:
    publish(plan(2020))
    for kind in ("csv", "xlsx"):
        first = client.get(f"/herning/2020/maal.{kind}")
        assert first["Content-Disposition"] == f'attachment; filename="herning-2020-maal.{kind}"'
        assert first["Cache-Control"] == "public, max-age=300"
        again = client.get(f"/herning/2020/maal.{kind}", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304


def test_withdrawn_plan_has_no_files(client: Client) -> None:
    withdraw(publish(plan(2020)))
    for address in ("maal.csv", "maal.xlsx", "tal.csv", "udgave/1/maal.csv", "tema/unge/gennem-aarene.csv"):
        assert client.get(f"/herning/2020/{address}").status_code == 410
    assert client.get("/herning/2020/maal.ods").status_code == 404


def test_goal_with_values_by_year_has_a_row_for_each_year(client: Client) -> None:
    steps = tuple(
        Target("at_most", None, Decimal(value), "percent", due=date(year, 12, 31))
        for year, value in ((2020, "9.5"), (2021, "9"))
    )
    publish(
        replace(plan(2020), themes=(), goals=(Goal(1, "Færre unge", targets=steps), Goal(2, "Flere i job")))
    )
    head, *found = rows(client, "/herning/2020/maal.csv")
    shown = [head.index(name) for name in ("Nr.", "Måles på", "År", "Værdi", "Frist")]
    assert [[row[place] for place in shown] for row in found] == [
        ["1", "højst 9,5\xa0%, senest 31. december 2020", "2020", "9,5", "2020-12-31"],
        ["1", "højst 9\xa0%, senest 31. december 2021", "2021", "9", "2021-12-31"],
        ["2", "", "", "", ""],
    ]


def test_every_row_says_where_it_is_from(client: Client) -> None:
    publish_three_years()
    publish(answering("hedensted", 2019, 1))
    site = settings.SITE_URL
    own = ["657", "Herning Kommune", "Beskæftigelsesplaner", "2019", "1", f"{site}/herning/2019/udgave/1/"]
    for file in ("maal.csv", "tal.csv"):
        head, *found = all_columns(client, f"/herning/2019/{file}")
        assert head[-6:] == ORIGIN
        assert {tuple(row[-6:]) for row in found} == {tuple(own)}
    sheets = book(client, "/herning/2019/maal.xlsx").worksheets
    assert [[cell.value for cell in sheet[1]][-6:] for sheet in sheets] == [ORIGIN, ORIGIN]
    head, *found = all_columns(client, f"{LINE}.csv")
    assert [row[-3:-1] for row in found] == [["2018", "1"], ["2019", "1"], ["2020", "1"]]
    head, *found = all_columns(client, "/ministermaal/2019.csv")
    assert {row[-5] for row in found} == {"Hedensted Kommune", "Herning Kommune"}
