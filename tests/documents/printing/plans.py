"""The plans that the tests print: the real ones, and two that are made to be difficult."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents import tree
from documents.proposal import as_proposal
from goals.domain.periods import months

MUNICIPALITY = tree.Municipality(
    name="Æblerød-Østerås Kommune",
    short_name="Æblerød-Østerås",
    slug="aebleroed",
    code="999",
    accent="#7a1f5c",
    crest="vaaben/skjold.png",
    email="plan@eksempel.dk",
    phone="12 34 56 78",
    website="https://eksempel.dk/",
)
LONG_TITLE = (
    'Beskæftigelses- og "erhvervsplaner" for Æblerød-Østerås og omegn: arbejdsmarkedspolitiske '
    "pejlemærker, virksomhedssamarbejde, kompetenceudvikling & indsatser for unge, ledige, "
    "sygemeldte og nytilkomne"
)
"""Of 200 characters, with those that HTML and CSS read as their own."""

YOUNG = tree.TargetGroup("unge", "Unge under 30 år")
LONGEST_WORD = "Arbejdsmarkedsuddannelsesfinansieringsbekendtgørelsesændringsforslag"
PARAGRAPH = (
    "Kommunen vil sikre, at den enkelte borger oplever én sammenhængende indsats – uanset hvilken ydelse "
    "borgeren modtager, og hvem i kommunen borgeren møder. "
)
LONG_ADDRESS = "https://eksempel.dk/" + "arbejdsmarked-og-beskaeftigelse/" * 8 + "?type=rapport&nr=1"
LETTERS = """\
Kalaallisut: Inatsisartut ĸ. Samisk: Čáhcesuolu, ŋ. Polsk: Łódź. Tyrkisk: İş. Aserbajdsjansk: Əliyev. Hausa: Ɓala.
Vietnamesisk: Nguyễn. Russisk: Работа. Ukrainsk: Київ, ґ. Græsk: Ελλάδα. Arabisk: مرحبا بالعالم. Dari: محمد پژمان.
Urdu: ٹیچر ڈاکٹر. Kurdisk: ڕێکخراو. Hebraisk: שלום.

Regnetegn: 5 ≥ 3, 2 ≤ 4, a ≠ b, ½ × 4 − 1 ÷ 2 ± 3, √2 ≈ 1,41, ∑ ∞ ∈ ∆ ⅓ ⅞ x² y³ x₁ 10⁻³ ‰ ‱ μ π ° ′ ″.
Pile: ← ↑ → ↓ ↔ ⇒ ⟶ ➔ ➜ ⬆ ↳. Mærker: ✓ ✔ ✗ ✘ ☐ ☑ ☒ ★ ☆ ● ○ ◆ ■ □ ▲ ▶ ☎ ✉ ① ② Ⓐ Ⅳ € £ ₺ № © ® ™ § ¶ † ‡ … ‐ ‑.
Billedtegn: 😀 👍 ✅ ⚠️ ❤️ 🎯 📈 🏫 👩‍⚕️ 🇩🇰 1️⃣ 🧑🏽‍💻 🥳 🫶. Sammen: 👍🏽 👍🏽مُحَمَّد.
"""
"""Every kind of letter and sign that a plan may hold."""
WIDE_TABLE = "\n".join(
    [
        "| " + " | ".join(["", *(f"Kolonne {n}" for n in range(2, 13))]) + " |",
        "|" + " --- |" * 11 + " ---: |",
        *("| " + " | ".join(f"Målgruppe {row}.{n}" for n in range(1, 13)) + " |" for row in range(1, 7)),
        "| " + " | ".join(["Ord", LONGEST_WORD, *("0" * 10)]) + " |",
    ]
)
LONG_TABLE = "\n".join(
    ["| Nr. | Indsats | Status |", "| --- | :---: | --- |"]
    + [f"| {n} | Indsats nummer {n} for unge under 30 år |  |" for n in range(1, 71)]
)
TALL_TABLE = (
    f"| Sag | Svar |\n| --- | --- |\n| {PARAGRAPH * 10} | {PARAGRAPH * 12} |\n| Kort | {PARAGRAPH * 4} |"
)
EVERYTHING = f"""\
{PARAGRAPH * 25}

Et afsnit med *kursiv*, **fed**, ***begge***, H~2~O, m^2^, `kode`, et fodnotetegn[^1], [et link](https://eksempel.dk/a), [en gang til](https://eksempel.dk/a),
[et sted i planen](#tema-mange-maal) og [en side på portalen](/herning/). {LONGEST_WORD}.

- Et punkt
    - Et underpunkt
        - Et underpunkt til underpunktet
- Et punkt med to afsnit

    Det andet afsnit.

1. Først
    1. Først og fremmest
2. Så  
    a) {PARAGRAPH * 4}  
    b) **{PARAGRAPH}**

Det gælder:  
(i) {PARAGRAPH * 8}  
(ii) {PARAGRAPH * 8}

> Vi vil et *arbejdsmarked*, der har plads til alle.
>
> Byrådet

Ord
: Det, som ordet betyder.

### En underoverskrift

![Et søjlediagram](/media/billeder/figur.png)

![Et foto af et værksted](/media/billeder/stor.png)

![Et mærke](/media/billeder/lille.png)

> {PARAGRAPH * 12}
>
> {PARAGRAPH * 12}

{LONG_TABLE}

Målgrupperne i tal:

{WIDE_TABLE}

{TALL_TABLE}

Et sted til: [temaet uden mål](/aebleroed/2022/tema/uden-maal/) og [sektionen](/aebleroed/2022/afsnit/dybere/).
Læs [hos styrelsen]({LONG_ADDRESS}), på https://eksempel.dk/vist eller [skriv](mailto:plan@eksempel.dk).

> [No one should be *left behind* by the labour market.]{{lang=en}}
>
> [Inuusuttut suliffeqassapput.]{{lang=kl}}

{LETTERS}

[^1]: Fodnoten står for sig.
"""
POINTS = "\n".join(f"- Punkt {n}: {PARAGRAPH}" for n in range(1, 41))
REGION = tree.Area("region", "Region Midtjylland")
OWN = tree.Area("municipality", MUNICIPALITY.short_name)
UNIT_COST = tree.Indicator("Udgift pr. person", "udgift", "kroner", "lower")
SHARE = tree.Indicator("Andel af unge i uddannelse eller arbejde", "andel", "percent", "higher")
COURSES = tree.Indicator("Afsluttede forløb", "forloeb", "courses", "higher")


def figures(first: int, last: int) -> tuple[tree.Figure, ...]:
    return tuple(
        tree.Figure(
            area,
            date(year, 1, 1),
            date(year, 12, 31),
            Decimal(50 + 3 * (year % 5)) + offset,
            source="Jobindsats",
        )
        for area, offset in ((OWN, 0), (REGION, 4))
        for year in range(first, last + 1)
    )


TARGET = tree.Target("below", UNIT_COST, comparator=REGION, figures=figures(2015, 2021))
SECOND_TARGET = tree.Target("at_least", SHARE, Decimal("62.5"), "percent", figures=figures(2020, 2021))
SINGLE_TARGET = tree.Target("at_least", COURSES, Decimal(40), "courses", figures=figures(2021, 2021)[:1])

BY_YEAR = tuple(
    tree.Target("at_least", SHARE, Decimal(60 + year % 10), "percent", due=date(year, 12, 31))
    for year in range(2021, 2029)
)
TARGETS = {1: (TARGET, SECOND_TARGET), 2: (SINGLE_TARGET,), 3: BY_YEAR}


def goals(count: int) -> tuple[tree.Goal, ...]:
    return tuple(
        tree.Goal(
            number=number,
            text=f"Mål nummer {number}: {PARAGRAPH * (number % 3 + 1)}"
            + "Se [temaet](#tema-uden-maal)." * (number == 3),
            note="En *note* til målet, se [temaet](#tema-uden-maal)." if number % 4 == 0 else "",
            targets=TARGETS.get(number % 5, ()),
            answers=(tree.NationalGoalRef(2022, 1),) if number % 5 == 0 else (),
            change_reason="Målet er skærpet." if number % 7 == 0 else "",
            responsible_unit="Jobcentret" if number % 3 == 0 else "",
            partners="Nabokommunen" if number % 6 == 0 else "",
            target_groups=(YOUNG,) if number % 6 == 0 else (),
            status=PARAGRAPH if number % 6 == 0 else "",
            challenge="Mange er *langt* fra arbejde." if number % 4 == 1 else "",
        )
        for number in range(1, count + 1)
    )


def initiatives(count: int) -> tuple[tree.Initiative, ...]:
    return tuple(
        tree.Initiative(
            f"Initiativ {number}",
            body=PARAGRAPH if number % 2 else "",
            responsible_unit="Jobcentret" if number % 3 else "",
            partners="Nabokommunen",
            starts=date(2022, 1, number),
            target_groups=(YOUNG,),
        )
        for number in range(1, count + 1)
    )


STRATEGIES = tuple(
    tree.Strategy(
        f"Strategi {letter}",
        body=PARAGRAPH * 3,
        responsible_unit="Jobcentret",
        initiatives=initiatives(2),
        targets=(SECOND_TARGET,),
        challenge=PARAGRAPH,
        children=(tree.Strategy(f"Delstrategi {letter}", body=PARAGRAPH, initiatives=initiatives(1)),),
    )
    for letter in "ABC"
)

HARD = tree.PlanDocument(
    municipality=MUNICIPALITY,
    title=LONG_TITLE,
    year=2022,
    last_year=2025,
    figures_until=date(2021, 12, 31),
    summary="En plan, der er lavet for at være svær at trykke.",
    notice="Den er ikke vedtaget af nogen.",
    decisions=(
        tree.Decision(
            "Beskæftigelsesudvalget",
            date(2021, 9, 1),
            "in_hearing",
            kle_number="15.20.00-P22",
            minutes_url="https://www.eksempel.dk/politik/beskaeftigelsesudvalget/2021-09-01/referat?punkt=12",
            parties="Handicaprådet, Seniorrådet og det regionale arbejdsmarkedsråd",
            hearing_deadline=date(2021, 10, 1),
        ),
        tree.Decision("Beskæftigelsesudvalget", date(2021, 11, 3), "recommended"),
        tree.Decision(
            "Byrådet", date(2021, 12, 14), "adopted", "21/12345", "24 for, 7 imod", "Et mindretal ville mere."
        ),
    ),
    sections=(
        tree.Section("Forord", "forord", "foreword", body=PARAGRAPH),
        tree.Section(
            "Alt, hvad en tekst kan have",
            "alt",
            "chapter",
            label="Kapitel 1",
            body=EVERYTHING,
            children=(
                tree.Section("Et tomt afsnit", "tomt"),
                tree.Section("Et afsnit", "under", children=(tree.Section("Dybere", "dybere", body=POINTS),)),
            ),
        ),
        tree.Section("Ministerens mål </style>", "ministermaal", "national_goals"),
        tree.Section("Strategier", "strategier", "strategies", body=PARAGRAPH),
        tree.Section("Temaer", "temaer", "themes"),
        tree.Section(
            "Bilag",
            "bilag",
            "annex",
            "Bilag 1",
            attachments=(tree.Attachment("Notat", "bilag/notat.pdf", 9, ""),),
        ),
    ),
    themes=(
        tree.Theme(
            1,
            LONG_TITLE,
            "uden-maal",
            ambition=PARAGRAPH,
            initiatives=initiatives(9),
            status=PARAGRAPH,
            challenge=f"{PARAGRAPH}[^1]\n\n[^1]: En note.",
        ),
        tree.Theme(
            2,
            "Mange mål",
            "mange-maal",
            ambition=PARAGRAPH * 2,
            actions=POINTS,
            goals=goals(40),
            strategies=STRATEGIES,
            target_groups=(YOUNG,),
            predecessor=tree.ThemeRef(2021, "mange-maal"),
            answers=(tree.NationalGoalRef(2022, 1),),
            answer_text=PARAGRAPH,
        ),
        tree.Theme(3, "Kun en titel", "kun-en-titel"),
    ),
    goals=goals(2),
    strategies=STRATEGIES,
    national_goals=(tree.NationalGoal(2022, 1, "Flere unge i uddannelse", PARAGRAPH),),
    dropped_goals=(
        tree.DroppedGoal(tree.GoalRef(2021, "mange-maal", 1), PARAGRAPH, "Puljen er brugt."),
        tree.DroppedGoal(tree.GoalRef(2021, "mange-maal", 2), POINTS, "Staten har overtaget opgaven."),
        tree.DroppedGoal(tree.GoalRef(2021, "syge", 1), "Færre syge.", "Staten har overtaget opgaven."),
    ),
    dropped_themes=(
        tree.DroppedTheme(tree.ThemeRef(2021, "integration"), LONG_TITLE, PARAGRAPH),
        tree.DroppedTheme(tree.ThemeRef(2021, "syge"), "Syge", "Staten har overtaget opgaven."),
    ),
    attachments=(tree.Attachment("Budget", "bilag/budget.pdf", 12345, ""),),
)
VERDICTS: tuple[tree.Verdict, ...] = ("met", "partly", "not_met", "cannot_be_assessed")
REPORTED = replace(
    HARD,
    themes=(HARD.themes[0], replace(HARD.themes[1], goals=goals(12), actions=""), HARD.themes[2]),
)
REFS = [REPORTED.goal_ref(theme, goal) for theme, goal in REPORTED.all_goals()]
COMPUTED = tree.Computed(
    "not_met",
    "Andelen var 53 %, målet mindst 62,5 %.",
    (tree.Result("not_met", "Andelen var 53 %, målet mindst 62,5 %."),),
)
OWN_AREA, GROUP = (
    tree.Area("municipality", MUNICIPALITY.short_name),
    tree.Area("cluster", "klyngen", own=True),
)
BENEFITS = tree.KeyFigures(
    title="Personer på offentlige ydelser",
    frequency="month",
    periods=13,
    rows=tuple(
        tree.KeyFigureRow(
            name,
            tree.Indicator(name, f"ydelse-{number}", "full_time_persons", "lower", own=True),
            tuple(
                tree.Figure(area, *months(2021, month, 1), Decimal(700 + number * month), month == 17)
                for area in (OWN_AREA, GROUP)
                for month in range(1, 18)
            ),
        )
        for number, name in enumerate(
            ("Kontanthjælp", "Uddannelseshjælp", "Sygedagpenge", "Fleksjob", LONG_TITLE)
        )
    ),
    comparator=GROUP,
    note=PARAGRAPH,
)
HARD_REPORT = replace(
    REPORTED,
    follow_up=tree.FollowUp(
        "Midtvejsopfølgning på planen for 2022–2025, halvvejs i dens periode",
        "mid_year",
        "17 Beskæftigelse",
        PARAGRAPH,
        tuple(
            tree.Assessment(
                ref, VERDICTS[position % 4], PARAGRAPH * (position % 4), "Tallet er foreløbigt.", COMPUTED
            )
            for position, ref in enumerate(REFS[:-1])
        ),
        before=(
            tree.Section("Nøgletal", "noegletal", "chapter", body=PARAGRAPH, key_figures=(BENEFITS,)),
            tree.Section(LONG_TITLE, "oekonomi", "chapter", label="Kapitel 2", body=PARAGRAPH),
        ),
        after=(
            tree.Section(
                "Sådan er tallene gjort op",
                "tal",
                "chapter",
                label="Bilag 1",
                attachments=(tree.Attachment("Alle tal", "bilag/tal.pdf", 12345, ""),),
            ),
        ),
    ),
)
"""Its last goal is passed over."""

EMPTY = tree.PlanDocument(
    municipality=replace(MUNICIPALITY, crest="", email="", phone="", website=""),
    title="Plan",
    year=2019,
    last_year=2019,
    sections=(tree.Section("Indledning", "indledning", body="Kort."),),
)

PROPOSAL = as_proposal(
    replace(
        EMPTY,
        decisions=(
            tree.Decision(
                "Byrådet",
                date(2018, 11, 1),
                "in_hearing",
                parties="Handicaprådet",
                hearing_deadline=date(2018, 12, 1),
            ),
        ),
    )
)
