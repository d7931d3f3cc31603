"""What the readers find in the real sources."""

import re

import pytest

from documents.codec import from_json, to_json
from documents.markdown import plain
from documents.tree import PlanDocument, Section
from intake.readers.matching import normal
from intake.readers.parse_result import ParseResult
from tests.intake.readers import sources

READINGS = [*sources.PLANS, sources.FOLLOW_UP]


def read(name: str) -> ParseResult:
    return sources.follow_up() if name == sources.FOLLOW_UP else sources.plan(name)


@pytest.mark.parametrize("name", READINGS)
def test_every_line_is_placed(name: str) -> None:
    numbers = {n for n, line in enumerate(sources.text(name).split("\n"), start=1) if line.strip()}
    result = read(name)
    assert result.unplaced == ()
    if name == sources.FOLLOW_UP:
        assert {placement.number for placement in result.placements} == numbers
    else:  # each paragraph is told of at its first line
        places = [block.place for block in sources.outline(name).blocks]
        assert {n for place in places for n in range(place.first, place.last + 1)} >= numbers
        assert {place.first for place in places} == {placement.number for placement in result.placements}


@pytest.mark.parametrize("name", READINGS)
def test_every_word_is_in_the_document(name: str) -> None:
    """But for what the report says the portal makes itself."""
    made = lines_that_the_portal_makes(name)
    held = _squeezed(to_json(read(name).document))
    for number, line in enumerate(sources.text(name).split("\n"), start=1):
        if number not in made:
            for word in re.findall(r"\w{3,}", re.sub(r"<[^>]*>|^.*\t|Ad \d:|(Kapitel|Bilag) \d", " ", line)):
                assert _squeezed(word) in held, (number, word)


def lines_that_the_portal_makes(name: str) -> list[int]:
    """Of the contents list, banners, labels, and what an overview says once more."""
    result = read(name)
    if name == sources.FOLLOW_UP:
        return [p.number for p in result.placements if "dannes af portalen" in p.place]
    left = {p.number for p in result.placements if p.place.startswith("udeladt")}
    places = [block.place for block in sources.outline(name).blocks]
    return [n for place in places if place.first in left for n in range(place.first, place.last + 1)]


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


@pytest.mark.parametrize("name", READINGS)
def test_document_survives_json(name: str) -> None:
    document = read(name).document
    assert from_json(to_json(document)) == document


# Herning 2018


@pytest.mark.parametrize(
    ("name", "title", "goal"),
    [
        (
            "herning-2018-unge-webside",
            "Unge under 25 år skal være i uddannelse eller arbejde",
            "Herning Kommune skal i 2018 have færre unge offentligt forsørgede end landsgennemsnittet.",
        ),
        (
            "herning-2018-kanten-webside",
            "Borgere på kanten af arbejdsstyrken skal ind på arbejdsmarkedet",
            "Der iværksættes initiativer i samarbejde med lokale virksomheder om etablering af småjobs samt "
            "kombination af praktik og lønnede timer.",
        ),
    ],
)
def test_web_page_of_2018_has_one_theme_with_one_goal(name: str, title: str, goal: str) -> None:
    result = sources.plan(name)
    document = result.document
    assert (document.title, document.summary) == (
        "Beskæftigelsesplan 2018",
        "Her finder du vores plan for beskæftigelse.",
    )
    assert [theme.title for theme in document.themes] == [title]
    assert [found.text for found in document.themes[0].goals] == [goal]
    assert document.goal_label == "Årsmål"
    assert document.sections == ()
    assert "Er dette temaerne?" in result.questions


# Herning 2019


def herning_2019() -> PlanDocument:
    return sources.plan("herning-2019-plan").document


def test_herning_2019_has_its_sections() -> None:
    assert [(section.kind, section.title) for section in herning_2019().sections] == [
        ("introduction", "Indledning"),
        ("vision", "Vision"),
        ("text", "Temaer på 3-5 års sigt"),
        ("themes", "Temaer"),
        ("text", "Aktuelle temaer i øvrigt i 2019"),
    ]


def test_herning_2019_has_four_themes_with_their_goals() -> None:
    assert [(theme.title, theme.slug, len(theme.goals)) for theme in herning_2019().themes] == [
        (
            "Unge under 25 år skal være i uddannelse eller arbejde",
            "unge-under-25-aar-skal-vaere-i-uddannelse-eller-arbejde",
            4,
        ),
        (
            "Borgere på kanten af arbejdsstyrken skal ind på arbejdsmarkedet",
            "borgere-paa-kanten-af-arbejdsstyrken-skal-ind-paa-arbejdsmarkedet",
            1,
        ),
        (
            "Rekrutterings- og fastholdelsesindsatsen styrkes til gavn for virksomheder, vækst og velfærd",
            "rekrutterings-og-fastholdelsesindsatsen-styrkes-til-gavn-for-virksomheder-vaekst",
            3,
        ),
        (
            "Udbuddet af arbejdskraft øges via styrket integration af flygtninge",
            "udbuddet-af-arbejdskraft-oeges-via-styrket-integration-af-flygtninge",
            1,
        ),
    ]
    assert [goal.quality for goal in herning_2019().themes[0].goals] == ["quantified", *["qualitative"] * 3]


def test_herning_2019_vision_quotes_the_council() -> None:
    body = herning_2019().sections[1].body
    quotation = [line for line in body.split("\n") if line.startswith(">")]
    assert quotation[0] == "> ” ..."
    assert quotation[-1].endswith("veluddannet arbejdskraft.”")
    assert len(quotation) == 13  # seven paragraphs and the lines between them
    assert body.split("\n\n")[0].endswith("arbejdsgrundlag for 2018-2021:")


def test_herning_2019_actions_keep_their_headings_and_lists() -> None:
    actions = herning_2019().themes[2].actions
    assert re.findall(r"^### (.*)$", actions, re.MULTILINE) == [
        "Tættere samarbejde med virksomhederne om de rekrutteringsmæssige udfordringer og handlingsmuligheder",
        "Vestalliancen",
        "Nedbringelse af sygefravær",
    ]
    assert [len(re.findall("^- ", block, re.MULTILINE)) for block in actions.split("\n\n")].count(5) == 2


def test_herning_2019_will_ends_with_the_sentence_above_the_goals() -> None:
    assert [theme.ambition.split("\n\n")[-1] for theme in herning_2019().themes] == [
        "Med følgende årsmål sikres en sammenhængende ungeindsats med fokus på at nedbringe ungeledigheden i "
        "Herning Kommune:",
        "Der er fastsat følgende årsmål:",
        "Der er fastsat følgende årsmål i 2019:",
        "Der er fastsat følgende årsmål:",
    ]


def test_herning_2019_divided_word_is_whole_again() -> None:
    assert "virksomheds/institutionsbesøg samt danskundervisning." in herning_2019().themes[3].actions


def test_herning_2019_asks_what_only_a_person_can_decide() -> None:
    assert sources.plan("herning-2019-plan").questions == (
        "Overskriften over et tema mangler. Hedder det »Borgere på kanten af arbejdsstyrken skal ind på arbejdsmarkedet«?",
    )


def test_herning_2019_report_names_the_places() -> None:
    result = sources.plan("herning-2019-plan")
    first = "Tema: Unge under 25 år skal være i uddannelse eller arbejde"
    third = "Tema: Rekrutterings- og fastholdelsesindsatsen styrkes til gavn fo"
    places = {
        5: "udeladt: kommunens navn: dannes af portalen",
        8: "Planens titel",
        12: "udeladt: titel, gentaget: dannes af portalen",
        14: "Afsnit",
        16: "Afsnit: Indledning › Tekst",
        51: "Afsnit: Temaer på 3-5 års sigt › Tekst 2",
        59: "udeladt: overskrift, som portalen selv sætter",
        63: f"{first} › Det vil vi",
        73: f"{first} › Mål",
        185: f"{third} › Det gør vi",
        239: "Afsnit: Aktuelle temaer i øvrigt i 2019 › Tekst",
    }
    assert {number: sources.place_of(result, number) for number in places} == {
        number: [place] for number, place in places.items()
    }


# Hedensted 2017


def hedensted() -> PlanDocument:
    return sources.plan("hedensted-2017-plan").document


def _outline(sections: tuple[Section, ...]) -> list[tuple[str, str, str, list[str]]]:
    return [(s.label, s.kind, s.title, [child.title for child in s.children]) for s in sections]


def test_hedensted_2017_has_chapters_and_annexes_as_printed() -> None:
    assert _outline(hedensted().sections) == [
        (
            "Kapitel 1",
            "chapter",
            "Baggrund for Beskæftigelsesplanen 2017",
            [
                "Beskæftigelsessituationen lige nu",
                "Kerneopgaven Beskæftigelse",
                "Jobcenter Hedensteds lokale resultatmål for 2017",
            ],
        ),
        (
            "Kapitel 2",
            "national_goals",
            "Beskæftigelsesministerens mål for 2017",
            ["Om de fire minister mål"],
        ),
        ("Kapitel 3", "strategies", "Strategier for beskæftigelsesindsatsen", []),
        ("Kapitel 4", "budget", "Budget for beskæftigelsesindsatsen", []),
        ("Bilag 1", "goal_overview", "Samlet oversigt over mål i Beskæftigelsesplan 2017", []),
        ("Bilag 2", "annex", "Kommunenotat light 2016", []),
    ]
    assert hedensted().sections[0].children[2].kind == "goals"


def test_hedensted_2017_has_four_national_goals_with_text() -> None:
    assert [(g.year, g.number, g.title, len(g.text.split("\n\n"))) for g in hedensted().national_goals] == [
        (2017, 1, "Virksomhederne skal sikres den nødvendige og kvalificerede arbejdskraft", 3),
        (2017, 2, "Flere unge skal have en uddannelse", 3),
        (
            2017,
            3,
            "Borgere i udkanten af arbejdsmarkedet, herunder langtidsledige kontanthjælpsmodtagere, skal "
            "tættere på arbejdsmarkedet",
            3,
        ),
        (2017, 4, "Flere flygtninge og familiesammenførte skal være selvforsørgende", 5),
    ]


def test_hedensted_2017_has_six_result_goals_without_emphasis() -> None:
    goals = hedensted().goals
    assert [goal.number for goal in goals] == [1, 2, 3, 4, 5, 6]
    assert goals[1].text == (
        "Forsikrede ledige skal have et mervald på 1 % i offentlige udgifter pr. person i arbejdsstyrken i "
        "forhold til RAR Østjylland"
    )
    assert {goal.quality for goal in goals} == {"quantified"}
    assert hedensted().goal_label == "Resultatmål"


def test_hedensted_2017_has_the_strategies_that_its_contents_list_names() -> None:
    assert [strategy.title for strategy in hedensted().strategies] == [
        "Borgerrettet indsats",
        "Aktiveringsindsats",
        "Indsats omkring sygefravær",
        "Indsats for unge",
        "Integrationsindsats",
        "Samarbejdspartnere",
        "Virksomhedsrettet indsats",
    ]
    assert re.findall(r"^### (.*)$", hedensted().strategies[3].body, re.MULTILINE) == [
        "Regler for unge under 30 år",
        "Uddannelsesplan til alle unge under 25 år",
        "Ungeenheden",
        "Udvikling mod uddannelse",
    ]


def test_hedensted_2017_list_of_the_young_has_four_items() -> None:
    body = hedensted().strategies[3].body
    listed = next(block for block in body.split("\n\n") if block.startswith("- "))
    assert plain(listed).split("\n")[0] == (
        "89 % af eleverne i 9. klasse har minimum 2 i gennemsnit i både dansk og matematik ved afgangsprøven i 2016. "
        "I 2018 er målsætningen 93 %."
    )
    assert len(re.findall("^- ", listed, re.MULTILINE)) == 4


def test_hedensted_2017_numbered_line_above_a_list_is_a_heading() -> None:
    body = hedensted().sections[0].children[2].body
    assert re.findall(r"^### (.*)$", body, re.MULTILINE) == [
        "1. Den tidlige indsats betyder",
        "2. Den sammenhængende indsats",
    ]


def test_hedensted_2017_joins_the_paragraph_that_goes_on_with_a_small_letter() -> None:
    assert "Fokus er på det borgerne kan, trods helbredsmæssige" in hedensted().strategies[2].body


def test_hedensted_2017_contents_list_and_annex_1_are_made_by_the_portal() -> None:
    made = lines_that_the_portal_makes("hedensted-2017-plan")
    assert {*range(9, 17), *range(366, 370), *range(373, 379)} <= set(made)
    assert "side 9" not in to_json(sources.plan("hedensted-2017-plan").document)


def test_hedensted_2017_asks_what_only_a_person_can_decide() -> None:
    assert sources.plan("hedensted-2017-plan").questions == (
        "Oversigten staver 4 mål anderledes end der, hvor de er sat, først »merværd« for »mervald«. Ordene der, hvor "
        "de er sat, er beholdt.",
        "Der er ikke fundet temaer. Hvilke overskrifter er temaer?",
        "Der henvises til »se side 5« i det gamle dokument. Hvor er det nu?",
        *["Der henvises til en vedhæftet fil. Læg den ind som bilagsfil."] * 2,
    )


# Herning 2020


def herning_2020() -> PlanDocument:
    return sources.follow_up().document


def test_herning_2020_has_four_focus_areas_with_twelve_goals() -> None:
    document = herning_2020()
    assert [len(theme.goals) for theme in document.themes] == [4, 2, 3, 3]
    assert [normal(theme.title)[:20] for theme in document.themes] == [
        "unge under 25 år ska",
        "borgere på kanten af",
        "udsatte borgere skal",
        "rekrutterings- og fa",
    ]
    assert {theme.actions for theme in document.themes} == {
        "Er beskrevet i Social- og Beskæftigelsesplanen 2020"
    }
    assert (document.actions_heading, document.theme_label) == ("Veje til målet", "Fokusområde")


def test_herning_2020_has_twelve_assessments_with_their_verdicts() -> None:
    report = herning_2020().follow_up
    assert report is not None
    assert (report.title, report.service_area) == (
        "Målopfølgning for budget 2020",
        "17 Forsørgelse og Beskæftigelse",
    )
    assert [report.count(verdict) for verdict in ("met", "partly", "not_met", "cannot_be_assessed")] == [
        8,
        3,
        1,
        0,
    ]
    goals = [herning_2020().goal_ref(theme, goal) for theme, goal in herning_2020().all_goals()]
    assert [assessment.goal for assessment in report.assessments] == goals
    assert [n for n, found in enumerate(report.assessments) if found.verdict == "partly"] == [4, 10, 11]
    assert [n for n, found in enumerate(report.assessments) if found.verdict == "not_met"] == [1]


def test_herning_2020_last_record_is_read_although_it_breaks_off() -> None:
    report = herning_2020().follow_up
    assert report is not None
    first, second, third = report.assessments[-3:]
    assert [text.startswith("- ") for text in first.text.split("\n\n")] == [False, True, False]
    assert first.text.count("\n- ") == 7
    assert second.text.startswith("I et samarbejde mellem Jobcentret og Sundhed & Ældre")
    assert third.text.count("\n- *") == 4
    assert third.text.endswith("Målet er delvis opfyldt.")


def test_herning_2020_report_places_each_piece_of_a_line() -> None:
    assert sources.place_of(sources.follow_up(), 7) == [f"Fokusområde 1 › mål {n}" for n in (1, 2, 3, 4)]
    assert sources.place_of(sources.follow_up(), 21) == [
        "Fokusområde 3 › Ad 1 › afsnit 1",
        "Fokusområde 3 › Ad 1 › afsnit 2",
        "Fokusområde 3 › Ad 2 › afsnit 1",
        "Fokusområde 3 › Ad 2 › afsnit 2",
        "Fokusområde 3 › Ad 3 › afsnit 1",
    ]
    assert sources.follow_up().questions == (
        "Planens egen titel står ikke i kilden. Planen er kaldt »Beskæftigelsesplan 2020«.",
        "Linje 28: fokusområde 4 har intet felt »Status …«; teksten fra »Ad 1: I 2020 har der været udp« er "
        "læst som status. Er det rigtigt?",
    )
