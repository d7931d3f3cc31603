"""What programs read: each answer is held against the description that is made of the same declarations."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any, cast
from urllib.parse import quote

import pytest
from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from documents import tree
from documents.proposal import as_proposal
from publishing.models import Edition
from tests.documents.charts.figures import OWN, figure
from tests.made import plans
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import body, read
from tests.website.years import plan, publish_three_years, report
from website.domain.records.openapi import openapi
from website.domain.records.published import PER_PAGE
from website.domain.records.resources import RESOURCES
from website.domain.search import filling

pytestmark = pytest.mark.django_db


def fits(data: Any, name: str) -> None:
    """Nothing is answered that the schemas do not name, although they leave room for later columns."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": closed(openapi()["components"])}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)


def closed(part: Any) -> Any:
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    inner = {key: closed(value) for key, value in part.items()}
    return {"additionalProperties": False, **inner} if "properties" in part else inner


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, (address, body(response)[:300])
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    return json.loads(body(response))


def data(client: Client, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(client, f"/api/v1/{address}")["data"]
    return found


def table(client: Client, address: str) -> list[dict[str, str]]:
    text = body(client.get(address)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))


def publish_one_of_everything() -> None:
    """Of each kind of record there is one, and most of its fields are filled."""
    publish_three_years()
    group = tree.TargetGroup("unge", "Unge")
    initiative = tree.Initiative(
        "Mentor", "En **mentor**.", "Jobcentret", "FGU", date(2019, 1, 1), date(2019, 6, 30), (group,)
    )
    below = tree.Strategy("Støtte", initiatives=(initiative,))
    document = plan(2019)
    goal = tree.Goal(
        9,
        "=Svar",
        answers=(tree.NationalGoalRef(2019, 1),),
        target_groups=(group,),
        responsible_unit="Jobcentret",
        carries_out=(tree.CarriedOutGoal(tree.GoalRef(2020, "unge", 1), "Mål"),),
    )
    theme = replace(
        document.themes[0],
        goals=(*document.themes[0].goals, goal),
        initiatives=(initiative,),
        strategies=(tree.Strategy("Vej", children=(below,)),),
        answers=(tree.NationalGoalRef(2019, 1),),
    )
    national = tree.NationalGoal(2019, 1, "Flere i job", "Sådan.")
    rows = (
        tree.KeyFigureRow(
            "Ledige", document.themes[0].goals[0].targets[0].indicator, (figure(OWN, "2017", "9"),)
        ),
    )  # type: ignore[arg-type]
    section = tree.Section("Tal", "tal", key_figures=(tree.KeyFigures("Tal", "year", 1, rows),))
    publish(
        replace(
            document,
            themes=(theme,),
            strategies=(below,),
            national_goals=(national,),
            sections=(*document.sections, section),
        )
    )
    publish(as_proposal(document_of(year=2021)))
    publish(document_of("hedensted", 2019))


def test_every_answer_is_what_its_description_says(client: Client) -> None:
    """List, record and file say the same, in each kind of record."""
    publish_one_of_everything()
    Draft202012Validator.check_schema(openapi()["components"]["schemas"]["maal"])
    every = [json.loads(line) for line in body(client.get("/data/alt.jsonl")).splitlines()]
    assert Counter(one.pop("type_af") for one in every).keys() == RESOURCES.keys()
    at = iter(every)
    for name in RESOURCES:
        page = get(client, f"/api/v1/{name}")
        fits(page, f"{name}-side")
        found = page["data"]
        assert found == [next(at) for _one in found], name
        assert len({one["id"] for one in found}) == len(found) > 0, name
        for one in (found[0], found[-1]):
            assert get(client, f"/api/v1/{name}/{quote(one['id'])}") == one
        lines = body(client.get(f"/data/{name}.jsonl")).splitlines()
        assert list(map(json.loads, lines)) == found
        rows = table(client, f"/data/{name}.csv")
        assert [row["id"] for row in rows] == [one["id"] for one in found]
        assert list(rows[0]) == list(found[0]) == [each.key for each in RESOURCES[name].columns]


def test_every_address_of_a_record_is_there(client: Client) -> None:
    publish_one_of_everything()
    found = {one["adresse"] for name in RESOURCES for one in data(client, name)}
    for address in sorted(found):
        path, _hash, anchor = address.removeprefix(settings.SITE_URL).partition("#")
        response = client.get(path)
        assert response.status_code == 200, address
        assert not anchor or anchor in {tag[1].get("id") for tag in read(response).tags}, address


def test_a_journalist_has_the_goals_that_were_missed_in_one_file(client: Client) -> None:
    for town in ("herning", "hedensted"):
        document = replace(plan(2019), municipality=document_of(town).municipality)
        missed = report_of(document)
        assert missed.follow_up
        first, *rest = missed.follow_up.assessments
        follow_up = replace(missed.follow_up, assessments=(replace(first, verdict="not_met"), *rest))
        publish(document)
        publish(replace(missed, follow_up=follow_up))
    rows = table(client, "/api/v1/maal.csv?resultat=ikke-opfyldt")
    assert [
        (row["kommune"], row["aar"], row["nummer"], row["resultat"], row["afsluttende"]) for row in rows
    ] == [
        ("Hedensted Kommune", "2019", "1.1", "ikke-opfyldt", "ja"),
        ("Herning Kommune", "2019", "1.1", "ikke-opfyldt", "ja"),
    ]
    assert len(table(client, "/data/maal.csv")) == 4


def test_numbers_are_as_printed(client: Client) -> None:
    publish(plans.strategy())
    printed = {
        ("temaer", "trykt_nummer"): ["A.1", "A.2", "B.1"],
        ("maal", "nummer"): ["A.1.1", "A.2.1", "B.1.1"],
    }
    for (resource, column), numbers in printed.items():
        assert [row[column] for row in table(client, f"/api/v1/{resource}.csv?kommune=strandby")] == numbers


def test_results_are_those_of_the_follow_up_in_force(client: Client) -> None:
    publish(plan(2020))
    publish(report(2020, overrides_computed=True))
    goal = data(client, "maal")[0]
    assert (goal["resultat"], goal["beregnet"], goal["opfoelgning_id"]) == (
        "opfyldt",
        "ikke-opfyldt",
        "herning/2020/opfoelgning/maalopfoelgning/udgave/1",
    )
    assert data(client, "resultatkrav")[0]["beregnet_tekst"] == "Ikke opfyldt: 10,6 % mod 10,4 %."
    assert data(client, "vurderinger")[0]["begrundelse"] == "Tallet er påvirket af nedlukningen."


FILTERED = {
    "maal?kommune=hedensted": 4,
    "maal?aar=2018": 2,
    "maal?kommune=herning&aar=2019": 3,
    "maal?tema=unge": 7,
    "maal?maalgruppe=unge": 1,
    "maal?ministermaal=2019/1": 1,
    "maal?resultat=opfyldt": 2,
    "maal?resultat=ikke-opfyldt": 0,
    "maal?serie=": 11,
    "maal?serie=handleplan": 0,
    "maal?kommune=findes-ikke": 0,
    "udgaver?type=forslag": 1,
    "udgaver?type=opfoelgning": 1,
    "indsatser?tema=unge&maalgruppe=unge": 2,
    "kommuner?kommune=herning": 1,
}


def test_plan_without_an_end_is_about_no_year_after_the_next_of_its_series(client: Client) -> None:
    def years(asked: int) -> list[int]:
        return [record["aar"] for record in data(client, f"planer?aar={asked}")]

    publish(replace(document_of(year=2017), last_year=None))
    assert (years(2016), years(2018), years(2020)) == ([], [2017], [2017])
    publish(document_of(year=2019))
    assert (years(2018), years(2019), years(2020)) == ([2017], [2019], [])


def test_filters_leave_what_they_say(client: Client) -> None:
    publish_one_of_everything()
    assert {address: len(data(client, address)) for address in FILTERED} == FILTERED


def test_search_has_what_its_page_has(client: Client) -> None:
    """By the same search; each page of it is what the description says."""
    for town in ("herning", "hedensted"):
        document = replace(
            document_of(town), sections=(tree.Section("Mentor", "mentor", body="Vi hjælper."),)
        )
        publish(document)
    filling.rebuild()
    page = get(client, "/api/v1/soeg?q=mentorer&kommune=herning&type=afsnit&aar=2019")
    fits(page, "soeg-side")
    (hit,) = page["data"]
    assert (hit["adresse"], hit["titel"]) == (f"{settings.SITE_URL}/herning/2019/afsnit/mentor/", "Mentor")
    first = get(client, "/api/v1/soeg?q=m%C3%A5l")
    fits(first, "soeg-side")
    addresses = [one["adresse"] for one in first["data"]]
    while first["naeste"]:
        first = get(client, first["naeste"].removeprefix(settings.SITE_URL))
        addresses += [one["adresse"] for one in first["data"]]
    assert len(set(addresses)) == len(addresses) == first["antal"] > 0
    nothing = get(client, "/api/v1/soeg?q=mentpr&kommune=aarhus")
    fits(nothing, "soeg-side")
    assert (nothing["antal"], nothing["data"]) == (0, [])


REFUSED = {
    "soeg": "»q« mangler. Skriv fx q=mentor.",
    "soeg?q=": "»« kan ikke være værdien af »q«.",
    f"soeg?q={'a' * 201}": "kan ikke være værdien af »q«.",
    "soeg?q=mentor&type=heste": "Det kan være: tema, maal, indsats, afsnit, plan, opfoelgning.",
    "maal?farve=blaa": "Parameteren »farve« findes ikke her.",
    "maal?aar=19": "»19« kan ikke være værdien af »aar«.",
    "maal?aar=²": "»²« kan ikke være værdien af »aar«.",
    "maal?aar=2019&aar=2020": "»aar« er skrevet flere gange.",
    "maal?resultat=godt": "Det kan være: opfyldt, delvist-opfyldt, ikke-opfyldt, kan-ikke-vurderes.",
    "maal?kommune=": "»« kan ikke være værdien af »kommune«.",
    "maal?side=0": "»0« er ikke et sidetal.",
    f"maal?side={'9' * 29}": "er ikke et sidetal.",
    "maal.csv?side=1": "Parameteren »side« findes ikke her.",
    "maal/herning/2019/maal/1?aar=2019": "kan der ikke være parametre.",
}
MISSING = {
    "soeg?q=mentor&side=2": "Side 2 findes ikke. Den sidste er side 1.",
    "maal?side=2": "Side 2 findes ikke. Den sidste er side 1.",
    "heste": "Her er intet, der hedder »heste«.",
    "heste.csv": "Her er intet, der hedder »heste«.",
    "maal/herning/2019/maal/99": "Der er ingen post med id »herning/2019/maal/99«.",
    "maal/æ/²": "Der er ingen post med id",
    "maal/": "Der er intet på adressen.",
    "../v2/maal": "Der er intet på adressen.",
}


def test_what_is_wrong_is_said_in_danish(client: Client) -> None:
    publish(plan(2019))
    for status, cases in ((400, REFUSED), (404, MISSING)):
        for address, said in cases.items():
            problem = get(client, f"/api/v1/{address}", status)
            fits(problem, "Problem")
            assert problem["status"] == status
            assert said in problem["detail"], address
    refused = client.post("/api/v1/maal")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused["Content-Type"] == "application/problem+json"


def test_pages_lead_to_each_other(client: Client) -> None:
    for number in range(PER_PAGE + 1):
        publish(document_of(f"by-{number:02}", themes=0, goals=0))
    first = client.get("/api/v1/planer?aar=2019")
    found = json.loads(first.content)
    after = f"{settings.SITE_URL}/api/v1/planer?aar=2019&side=2"
    assert (found["sider"], len(found["data"]), found["naeste"], found["forrige"]) == (
        2,
        PER_PAGE,
        after,
        None,
    )
    assert first["Link"].startswith(f'<{after}>; rel="next"')
    last = get(client, after.removeprefix(settings.SITE_URL))
    assert (last["side"], len(last["data"]), last["naeste"]) == (2, 1, None)
    assert last["forrige"].endswith("side=1")
    assert len(table(client, "/data/planer.csv")) == PER_PAGE + 1


def test_what_has_been_fetched_is_not_sent_again_until_something_is_published(client: Client) -> None:
    publish(plan(2019))
    addresses = ("/api/v1/maal", "/api/v1/maal.csv", "/data/maal.csv", "/data/maal.jsonl", "/data/alt.jsonl")
    tags = {address: _tag(client.get(address)) for address in addresses}
    for address, tag in tags.items():
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again["ETag"]) == (304, tag), address
    withdraw(Edition.objects.get())
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200, address


def _tag(response: HttpResponseBase) -> str:
    body(response)  # type: ignore[arg-type]
    return response["ETag"]


def test_head_and_options_have_no_body(client: Client) -> None:
    publish(plan(2019))
    for address in ("/api/v1/maal", "/data/maal.csv", "/api/v1/openapi.json"):
        assert body(client.head(address)) == b""
        asked = client.options(address)
        assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_what_has_been_withdrawn_or_is_hidden_is_no_data(client: Client) -> None:
    withdraw(publish(plan(2018)))
    publish(as_proposal(document_of(year=2020)), noindex=True)
    publish(plan(2019))
    publish(replace(plan(2019), title="Anden udgave"))
    assert {name: len(data(client, name)) for name in ("kommuner", "serier", "planer", "udgaver")} == {
        "kommuner": 1,
        "serier": 1,
        "planer": 1,
        "udgaver": 2,
    }
    found = [(one["id"], one["gaeldende"]) for one in data(client, "udgaver")]
    assert found == [("herning/2019/udgave/2", True), ("herning/2019/udgave/1", False)]


def test_formula_in_a_text_is_text_in_the_table(client: Client) -> None:
    publish_one_of_everything()
    texts = [row["maal"] for row in table(client, "/data/maal.csv")]
    assert "'=Svar" in texts
    assert "=Svar" in [one["maal"] for one in data(client, "maal")]


def test_pages_explain_every_column_and_filter(client: Client) -> None:
    publish(plan(2019))
    page = read(client.get("/data/"))
    said = Counter(page.text("code"))
    for resource in RESOURCES.values():
        assert {each.key for each in resource.columns} <= said.keys()
        assert f"/data/{resource.name}.csv" in page.links
    content = client.get("/api/").content.decode()
    examples = [re.sub("&amp;", "&", one) for one in re.findall(r'curl "([^"]*)"', content)]
    assert len(examples) == 4
    for address in examples:
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200, address


def test_description_names_every_address(client: Client) -> None:
    described = get(client, "/api/v1/openapi.json")
    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == set(_paths())
    assert set(get(client, "/api/v1/")) == {*RESOURCES, "soeg", "openapi"}


def _paths() -> Iterator[str]:
    for name in RESOURCES:
        yield from (f"/{name}", f"/{name}.csv", f"/{name}/{{id}}")
    yield "/soeg"


def test_what_is_withdrawn_while_somebody_reads_slowly_is_left_out(client: Client) -> None:
    """The texts are read as the lines are sent."""
    for year in range(2018, 2018 + 3):
        publish(document_of(year=year))
    gone = publish(replace(document_of("vejle"), title="Med navne"))
    response = client.get("/data/planer.jsonl")
    assert isinstance(response, StreamingHttpResponse)
    withdraw(gone)
    assert "Med navne" not in b"".join(cast("Iterator[bytes]", response.streaming_content)).decode()
