"""A plan and a report in which every text is a word that no line can hold, as a file's name is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents import tree
from tests.documents.printing.plans import BENEFITS, HARD, MUNICIPALITY, VERDICTS, figures

FILE = "Bilag_til_beskaeftigelsesplanen_" + "redegoerelse_for_indsatsen_" * 2 + "2019.docx"
WORD = "Arbejdsmarkedsuddannelsesfinansieringsbekendtgoerelsesaendri"
LONGER = ("Beskaeftigelsesudvalgsformandskandidatudvaelgelsesproceduren" * 2)[:100]
COLUMNS = [WORD[: 4 * number + 8] for number in range(10)]
BODY = f"""## {LONGER}

{FILE} {LONGER}

- {FILE}
    - {FILE}
        - {LONGER}

> - {FILE}
>     - {FILE}
>
>     | {WORD} | {FILE} |
>     | --- | ---: |
>     | {FILE} | 2 |
>
> > {LONGER}

{LONGER}
: {FILE}

| {WORD} | {FILE} | Tal |
| --- | --- | ---: |
| {FILE} | {FILE} | 2 |
| {FILE} | b | 123 |
| a | {LONGER} [https://eksempel.dk/{FILE}/{FILE}](https://eksempel.dk/{FILE}/{FILE}) | 3 |

`{FILE}` **{LONGER}** *{FILE}* [x](https://eksempel.dk/{FILE}) [{FILE}](https://e.dk/)

Note[^1].

a) {FILE}\\
b) {LONGER}

| {" | ".join(COLUMNS)} |
|{" --- |" * 10}
| {" | ".join([FILE] * 10)} |

[^1]: https://eksempel.dk/{FILE}/{FILE}
"""
INDICATOR = tree.Indicator(f"{WORD} {FILE}", "l", "percent", "higher")
GROUP = tree.TargetGroup("l", WORD)
SEVERAL = tree.Target("at_least", INDICATOR, Decimal("62.5"), "percent", figures=figures(2015, 2021))
ONE = replace(SEVERAL, figures=figures(2020, 2021)[:1])
INITIATIVE = tree.Initiative(
    LONGER, body=FILE, responsible_unit=WORD, partners=LONGER, target_groups=(GROUP,)
)
FACTS = tree.Initiative(WORD, responsible_unit=FILE, partners=FILE)
STRATEGY = tree.Strategy(
    LONGER,
    body=BODY,
    responsible_unit=FILE,
    initiatives=(INITIATIVE,),
    targets=(SEVERAL,),
    children=(tree.Strategy(WORD, body=FILE),),
)


def goal(number: int) -> tree.Goal:
    return tree.Goal(
        number=number,
        text=f"{FILE} {LONGER}",
        note=FILE,
        targets=(SEVERAL,) if number % 2 else (ONE,),
        change_reason=LONGER,
        responsible_unit=WORD,
        partners=FILE,
        target_groups=(GROUP,),
        status=LONGER,
        challenge=BODY,
    )


PLAN = replace(
    HARD,
    municipality=replace(
        MUNICIPALITY,
        name=f"{WORD} Kommune",
        short_name=WORD,
        email=f"{WORD}@eksempel.dk",
        phone="1" * 60,
        website=f"https://{WORD}.dk/",
    ),
    title=WORD,
    summary=f"{LONGER} {FILE}",
    notice=LONGER,
    decisions=(
        tree.Decision(
            WORD,
            date(2021, 9, 1),
            "in_hearing",
            kle_number=FILE,
            case_number=FILE,
            minutes_url=f"https://{FILE}",
            parties=LONGER,
            hearing_deadline=date(2021, 10, 1),
            votes=LONGER,
            minority_statement=FILE,
        ),
        tree.Decision(LONGER, date(2021, 12, 1), "adopted", FILE),
    ),
    sections=(
        tree.Section(
            LONGER,
            "a",
            "chapter",
            label=WORD[:20],
            body=BODY,
            children=(tree.Section(FILE, "b", body=BODY, children=(tree.Section(LONGER, "c", body=FILE),)),),
        ),
        tree.Section(WORD, "t", "themes"),
        tree.Section(
            FILE,
            "d",
            "annex",
            label="Bilag 1",
            attachments=(
                tree.Attachment(FILE, "bilag/notat.pdf", 9, ""),
                tree.Attachment(LONGER, f"bilag/{FILE}", 9, ""),
            ),
        ),
    ),
    themes=(
        tree.Theme(
            1,
            WORD,
            "t1",
            ambition=BODY,
            actions=BODY,
            goals=(goal(1), goal(2)),
            initiatives=(INITIATIVE,),
            strategies=(STRATEGY,),
            target_groups=(GROUP,),
            status=FILE,
            challenge=LONGER,
            answers=(tree.NationalGoalRef(2022, 1),),
            answer_text=FILE,
        ),
        tree.Theme(2, LONGER, "t2", ambition=FILE, goals=(goal(1),), initiatives=(FACTS, FACTS)),
        tree.Theme(3, FILE, "t3", ambition=FILE),
    ),
    goals=(goal(1),),
    strategies=(STRATEGY,),
    national_goals=(tree.NationalGoal(2022, 1, LONGER, FILE),),
    dropped_goals=(tree.DroppedGoal(tree.GoalRef(2021, "t1", 1), LONGER, FILE),),
    dropped_themes=(tree.DroppedTheme(tree.ThemeRef(2021, "x"), LONGER, FILE),),
    attachments=(tree.Attachment(LONGER, "bilag/x.pdf", 123, ""),),
)
BEFORE = replace(
    PLAN, themes=(replace(PLAN.themes[0], title=LONGER, ambition=f"{WORD} {FILE}"), *PLAN.themes[1:])
)
_LABELS = zip(BENEFITS.rows, (WORD, FILE, LONGER, "Fleksjob"), strict=False)
REPORT = replace(
    PLAN,
    follow_up=tree.FollowUp(
        WORD,
        "mid_year",
        FILE,
        BODY,
        tuple(
            tree.Assessment(
                PLAN.goal_ref(theme, one),
                VERDICTS[position % 4],
                BODY,
                FILE,
                tree.Computed("not_met", FILE, (tree.Result("not_met", LONGER),)),
            )
            for position, (theme, one) in enumerate(PLAN.all_goals())
        ),
        before=(
            tree.Section(
                LONGER,
                "n",
                "chapter",
                body=FILE,
                key_figures=(
                    replace(
                        BENEFITS,
                        title=LONGER,
                        note=FILE,
                        rows=tuple(replace(row, label=label) for row, label in _LABELS),
                    ),
                ),
            ),
        ),
    ),
)
