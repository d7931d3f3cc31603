"""Plans made for trial, of a municipality that does not exist: a vision with a strategy and an action plan below
it, half-yearly and monthly reports, and a plan that was in a hearing. All names, cases and figures are invented.

`python -m tests.made` loads and publishes them in the database at hand, to be looked at."""

import calendar
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from documents import tree

TOWN = tree.Municipality(
    "Strandby Kommune",
    "Strandby",
    "strandby",
    "999",
    region="Region Midtjylland",
    accent="#0b5468",
    email="beskaeftigelse@strandby.example",
    phone="70 00 00 00",
)
VISION = tree.Series("vision", "Visioner", "Vision", "Hvert tolvte år")
STRATEGY = tree.Series("strategi", "Beskæftigelsesstrategier", "Strategi", "Hvert fjerde år")
ACTION = tree.Series("handleplan", "Handleplaner", "Handleplan", "Hvert år")
YOUNG = tree.TargetGroup("unge", "Unge under 30 år")
SICK = tree.TargetGroup("sygemeldte", "Sygemeldte")
COMPANIES = tree.TargetGroup("virksomheder", "Virksomheder")
HERE = tree.Area("municipality", "Strandby Kommune")
COUNTRY = tree.Area("country", "Hele landet")


def indicator(name: str, slug: str, better: tree.Direction = "lower") -> tree.Indicator:
    return tree.Indicator(name, slug, "full_time_persons", better, own=True)


CASH = indicator("Fuldtidspersoner på kontanthjælp", "kontanthjaelp")
TRAINING = indicator("Unge på uddannelseshjælp", "uddannelseshjaelp")
SICKNESS = indicator("Fuldtidspersoner på sygedagpenge", "sygedagpenge")
FLEX = indicator("Fuldtidspersoner i fleksjob", "fleksjob", "higher")


def yearly(first: int, *values: int) -> tuple[tree.Figure, ...]:
    return tuple(
        tree.Figure(HERE, date(year, 1, 1), date(year, 12, 31), Decimal(value), source="Strandby Kommune")
        for year, value in enumerate(values, first)
    )


def monthly(first: int, *values: int) -> tuple[tree.Figure, ...]:
    """From January of the year."""
    months = ((first + n // 12, n % 12 + 1, Decimal(value)) for n, value in enumerate(values))
    return tuple(
        tree.Figure(
            HERE,
            date(year, month, 1),
            date(year, month, calendar.monthrange(year, month)[1]),
            value,
            provisional=year == 2026 and month > 4,
            source="jobindsats.dk, tabel Y36, udtrukket 12.06.2026",
        )
        for year, month, value in months
    )


def vision() -> tree.PlanDocument:
    goals = (
        "Alle, der kan, har et arbejde eller er i gang med en uddannelse.",
        "Ingen ung står uden for et fællesskab på en arbejdsplads eller et uddannelsessted.",
        "Strandbys virksomheder finder de medarbejdere, de har brug for.",
    )
    return tree.PlanDocument(
        municipality=TOWN,
        title="Et arbejdsliv til alle – vision 2037",
        year=2026,
        last_year=2037,
        series=VISION,
        summary="Sådan ser arbejdslivet i Strandby ud i 2037.",
        decisions=(
            tree.Decision(
                "Byrådet",
                date(2025, 6, 24),
                case_number="25/1042",
                kle_number="15.00.15",
                minutes_url="https://strandby.example/byraad/2025-06-24",
            ),
        ),
        sections=(
            tree.Section(
                "Forord",
                "forord",
                "foreword",
                body="Et arbejde giver mere end en indtægt. Det giver kolleger, rytme og et sted at høre til.\n\n"
                "Visionen rækker tolv år frem. Den bliver til virkelighed gennem strategier og handleplaner.",
            ),
            tree.Section("Målene", "maalene", "goals"),
        ),
        goals=tuple(tree.Goal(number, text) for number, text in enumerate(goals, 1)),
    )


def _up(ref: tree.GoalRef, text: str) -> tuple[tree.CarriedOutGoal, ...]:
    return (tree.CarriedOutGoal(ref, text),)


def _of_vision(number: int) -> tuple[tree.CarriedOutGoal, ...]:
    return _up(tree.GoalRef(2026, "", number, "vision"), vision().goals[number - 1].text)


def _steps(
    indicator: tree.Indicator, figures: tuple[tree.Figure, ...], *values: int
) -> tuple[tree.Target, ...]:
    """At most so many, a value for each year from 2026."""
    return tuple(
        tree.Target(
            "at_most", indicator, Decimal(value), "full_time_persons", due=date(year, 12, 31), figures=figures
        )
        for year, value in enumerate(values, 2026)
    )


def _young() -> tree.Theme:
    return tree.Theme(
        1,
        "Unge",
        "unge",
        group="arbejde-eller-uddannelse",
        label="A.1",
        status="I 2025 var 212 unge på uddannelseshjælp. Det er 18 flere end året før.",
        challenge="Mange unge har skiftet uddannelse flere gange og mangler en voksen at holde fast i.",
        ambition="Alle unge har en plan, som de selv har været med til at lægge.",
        target_groups=(YOUNG,),
        goals=(
            tree.Goal(
                1,
                "Færre unge er på uddannelseshjælp.",
                quality="quantified",
                targets=_steps(TRAINING, yearly(2023, 188, 194, 212), 205, 190, 175, 160),
                carries_out=_of_vision(2),
                responsible_unit="Ungeenheden",
                partners="FGU Strandby og ungdomsuddannelserne",
                target_groups=(YOUNG,),
            ),
        ),
    )


def _on_sick_leave() -> tree.Theme:
    return tree.Theme(
        2,
        "Sygemeldte",
        "sygemeldte",
        group="arbejde-eller-uddannelse",
        label="A.2",
        ambition="Sygemeldte bevarer kontakten til arbejdspladsen.",
        target_groups=(SICK,),
        goals=(
            tree.Goal(
                1,
                "Færre er på sygedagpenge.",
                quality="quantified",
                targets=_steps(SICKNESS, yearly(2023, 741, 760, 752), 740, 725, 710, 690),
                carries_out=_of_vision(1),
            ),
        ),
    )


def _recruiting() -> tree.Theme:
    return tree.Theme(
        3,
        "Rekruttering",
        "rekruttering",
        group="virksomheder-der-vokser",
        label="B.1",
        ambition="En virksomhed får svar inden for to dage.",
        target_groups=(COMPANIES,),
        goals=(tree.Goal(1, "Alle virksomheder har én indgang til kommunen.", carries_out=_of_vision(3)),),
    )


def _focus_areas() -> tuple[tree.Theme, ...]:
    return _young(), _on_sick_leave(), _recruiting()


def strategy() -> tree.PlanDocument:
    """Letters above its themes, values for four years, a minority vote."""
    return tree.PlanDocument(
        municipality=TOWN,
        title="Beskæftigelsesstrategi 2026-2029",
        year=2026,
        last_year=2029,
        kind="strategy",
        series=STRATEGY,
        above_year=2026,
        above_series="vision",
        summary="To pejlemærker og tre fokusområder for de næste fire år.",
        theme_label="Fokusområde",
        theme_label_plural="Fokusområder",
        theme_group_label="Pejlemærke",
        theme_group_label_plural="Pejlemærker",
        status_template="Hvor er vi i dag",
        decisions=(
            tree.Decision("Arbejdsmarkedsudvalget", date(2025, 11, 4), "recommended", case_number="25/2210"),
            tree.Decision(
                "Byrådet",
                date(2025, 11, 25),
                case_number="25/2210",
                kle_number="15.00.15",
                votes="21 for, 4 imod",
                minority_statement="Liste A stemte imod og ønsker et mål om flere ordinære løntimer.",
            ),
        ),
        sections=(
            tree.Section("Indledning", "indledning", "introduction", body="Strategien udmønter visionen."),
            tree.Section("Fokusområder", "fokusomraader", "themes"),
            tree.Section("Målene i overblik", "maaloverblik", "goal_overview"),
        ),
        theme_groups=(
            tree.ThemeGroup(
                "Et arbejde eller en uddannelse til alle",
                "arbejde-eller-uddannelse",
                "A",
                "Vi begynder med det, borgeren kan. Samtalen handler om job fra første dag.",
            ),
            tree.ThemeGroup(
                "Virksomheder, der vokser", "virksomheder-der-vokser", "B", "Vi er til at få fat i."
            ),
        ),
        themes=_focus_areas(),
    )


def _of_strategy(theme: str) -> tuple[tree.CarriedOutGoal, ...]:
    found = strategy().theme(theme)
    assert found
    return _up(tree.GoalRef(2026, theme, 1, "strategi"), found.goals[0].text)


BENEFITS = {
    CASH: (
        "431 433 430 428 425 421 419 417 414 411 408 405 "
        "402 398 401 395 390 388 391 386 380 379 377 381 "
        "376 371 369 362 358"
    ),
    TRAINING: (
        "193 191 190 189 191 193 195 197 199 203 207 211 "
        "214 212 215 210 208 205 201 207 212 214 213 212 "
        "209 206 204 203 201"
    ),
    SICKNESS: (
        "744 747 751 755 752 749 745 748 755 761 766 769 "
        "771 768 780 762 750 741 733 742 749 752 755 748 "
        "744 739 741 736 730"
    ),
    FLEX: (
        "561 563 566 568 570 572 573 576 578 581 584 586 "
        "588 590 593 595 598 601 603 606 607 611 613 612 "
        "616 619 622 624 627"
    ),
}
"""From January 2024 to May 2026, a year in each line."""


def key_figures() -> tree.KeyFigures:
    rows = tuple(
        tree.KeyFigureRow("", each, monthly(2024, *map(int, values.split())))
        for each, values in BENEFITS.items()
    )
    return tree.KeyFigures("Borgere på ydelse", "month", 12, rows)


def _a_steady_adult() -> tree.Theme:
    return tree.Theme(
        1,
        "En fast voksen til unge",
        "en-fast-voksen",
        group="borgere",
        challenge="Unge møder i gennemsnit fire forskellige rådgivere på et år.",
        goals=(
            tree.Goal(
                1,
                "100 unge får en mentor i 2026.",
                carries_out=_of_strategy("unge"),
                responsible_unit="Ungeenheden",
            ),
        ),
        initiatives=(
            tree.Initiative(
                "Mentor fra første samtale",
                "En mentor følger den unge, til uddannelsen er godt i gang.",
                responsible_unit="Ungeenheden",
                partners="FGU Strandby",
                starts=date(2026, 2, 1),
                ends=date(2026, 11, 30),
                target_groups=(YOUNG,),
            ),
        ),
    )


def _back_after_illness() -> tree.Theme:
    return tree.Theme(
        2,
        "Hurtigt tilbage efter sygdom",
        "hurtigt-tilbage",
        group="borgere",
        challenge="Hver femte sygemeldte har ikke talt med sin arbejdsplads i otte uger.",
        goals=(
            tree.Goal(
                1,
                "Alle sygemeldte har en aftale med arbejdspladsen inden uge 8.",
                carries_out=_of_strategy("sygemeldte"),
            ),
        ),
    )


def _one_way_in() -> tree.Theme:
    return tree.Theme(
        3,
        "Én indgang",
        "en-indgang",
        group="virksomheder",
        challenge="Virksomhederne skal selv finde den rigtige afdeling.",
        goals=(
            tree.Goal(
                1,
                "Et fælles telefonnummer er i drift senest 1. april.",
                carries_out=_of_strategy("rekruttering"),
            ),
        ),
    )


def _actions() -> tuple[tree.Theme, ...]:
    return _a_steady_adult(), _back_after_illness(), _one_way_in()


def _sections_of_actions() -> tuple[tree.Section, ...]:
    return (
        tree.Section("Indsatser", "indsatser", "themes"),
        tree.Section(
            "Handleplan for unge",
            "bilag-unge",
            "annex",
            label="Bilag 1",
            body="Ungeudvalgets egen plan for de unge, som kommunen har kontakt med.",
            adoption=tree.Adoption("Børne- og Ungeudvalget", date(2025, 12, 2), "25/3190"),
        ),
        tree.Section(
            "Rekrutteringsstrategi",
            "bilag-rekruttering",
            "annex",
            label="Bilag 2",
            body="Hovedpunkterne i rådets strategi.",
            adoption=tree.Adoption(owner="Det Regionale Arbejdsmarkedsråd"),
        ),
        tree.Section(
            "Nøgletal måned for måned",
            "noegletal",
            body="Udvalget får tallene hver måned.",
            key_figures=(key_figures(),),
        ),
    )


def action_plan() -> tree.PlanDocument:
    """Strands for citizens and companies with challenges, and a page of monthly key figures."""
    return tree.PlanDocument(
        municipality=TOWN,
        title="Handleplan 2026",
        year=2026,
        last_year=2026,
        series=ACTION,
        above_year=2026,
        above_series="strategi",
        summary="Det gør vi i 2026 for at nå strategiens mål.",
        theme_label="Indsats",
        theme_label_plural="Indsatser",
        theme_group_label="Spor",
        theme_group_label_plural="Spor",
        decisions=(tree.Decision("Arbejdsmarkedsudvalget", date(2026, 1, 13), case_number="25/3307"),),
        sections=_sections_of_actions(),
        theme_groups=(
            tree.ThemeGroup("Borgere", "borgere", body="Det, vi gør sammen med den enkelte."),
            tree.ThemeGroup("Virksomheder", "virksomheder", body="Det, vi gør sammen med arbejdspladserne."),
        ),
        themes=_actions(),
    )


def half_year(document: tree.PlanDocument) -> tree.FollowUp:
    """On the action plan: a status, with chapters of its own and the key figures."""
    verdicts: Iterator[tuple[tree.Verdict, str]] = iter(
        [
            ("partly", "61 unge har fået en mentor. Resten begynder efter sommerferien."),
            ("met", "Alle sygemeldte har haft samtalen."),
            ("not_met", "Telefonnummeret er udskudt til 1. september, fordi udbuddet gik om."),
        ]
    )
    return tree.FollowUp(
        "Halvårsstatus 2026",
        "mid_year",
        introduction="Status på de tre indsatser efter seks måneder.",
        assessments=tuple(
            tree.Assessment(document.goal_ref(theme, goal), *next(verdicts))
            for theme, goal in document.all_goals()
        ),
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        status_on=date(2026, 5, 31),
        before=(
            tree.Section(
                "Arbejdsmarkedet lige nu",
                "arbejdsmarkedet",
                body="Ledigheden er lav. Byggeriet og plejen mangler hænder.",
            ),
        ),
        after=(tree.Section("Borgere på ydelse", "borgere-paa-ydelse", key_figures=(key_figures(),)),),
    )


HEARING = tree.Decision(
    "Arbejdsmarkedsudvalget",
    date(2026, 9, 8),
    "in_hearing",
    case_number="26/1805",
    parties="Det lokale arbejdsmarkedsråd, LO-sektionen, DA, Handicaprådet og Ungerådet",
    hearing_deadline=date(2026, 10, 6),
)
ADOPTED = tree.Decision("Byrådet", date(2026, 11, 24), case_number="26/1805", votes="Enstemmigt")


def proposed() -> tree.PlanDocument:
    return tree.PlanDocument(
        municipality=TOWN,
        title="Beskæftigelsesplan 2027",
        year=2027,
        last_year=2027,
        summary="Flere i fleksjob på få timer.",
        decisions=(HEARING,),
        sections=(
            tree.Section("Indledning", "indledning", "introduction", body="Planen følger op på strategien."),
            tree.Section("Temaer", "temaer", "themes"),
        ),
        themes=(
            tree.Theme(
                1,
                "Flere i fleksjob",
                "flere-i-fleksjob",
                ambition="Flere får et fleksjob på få timer.",
                actions="Vi ringer til ti virksomheder om ugen.",
                goals=(tree.Goal(1, "20 nye fleksjob under ti timer om ugen."),),
            ),
        ),
    )


HEARD = "Handicaprådet får en status hvert halve år."
"""The goal that the hearing brings."""
