"""What was read, set against what the portal already has. The portal's words stay; every line whose
words it does not have is reported as not placed."""

from collections.abc import Iterable
from dataclasses import replace

from documents import tree
from documents.readers import titles
from documents.readers.follow_up import title_question
from documents.readers.reading import Placement, ReadError, Reading, quoted


def with_known_national_goals(reading: Reading, known: Iterable[tree.NationalGoal]) -> Reading:
    """National goals are the same for everybody: those that the portal has are not written again."""
    by_number = {(goal.year, goal.number): goal for goal in known}
    goals, placements, questions = [], list(reading.placements), list(reading.questions)
    for goal in reading.document.national_goals:
        own = by_number.get((goal.year, goal.number), goal)
        goals.append(own)
        if own == goal:
            continue
        questions.append(
            f"Ministermål {goal.number} for {goal.year} står i portalen med en anden ordlyd, som er beholdt."
        )
        has = titles.normal(f"{own.title} {own.text}")
        prefix = f"Ministermål {goal.number} ›"
        placements = [
            replace(found, place="") if found.place.startswith(prefix) and not _in(found, has) else found
            for found in placements
        ]
    document = replace(reading.document, national_goals=tuple(goals))
    return Reading(document, tuple(placements), tuple(questions))


def _in(placement: Placement, text: str) -> bool:
    numbered = titles.NUMBERED.fullmatch(placement.text.strip())
    return titles.normal(numbered["title"] if numbered else placement.text) in text


def for_existing_plan(reading: Reading, plan: tree.PlanDocument) -> Reading:
    """The reading's follow-up with its references set to the goals of `plan`; the document is `plan`
    with that follow-up. Raises `ReadError` when a focus area or goal has no counterpart."""
    questions = [question for question in reading.questions if question != title_question(plan.year)]
    refs: dict[tree.GoalRef, tree.GoalRef] = {}
    placements = list(reading.placements)
    for theme in reading.document.themes:
        own = _theme(theme, plan)
        placements = _actions_placed(placements, reading.document, theme, own)
        for goal in theme.goals:
            counterpart = _goal(goal, theme, own)
            refs[reading.document.goal_ref(theme, goal)] = plan.goal_ref(own, counterpart)
            if not titles.same(goal.text, counterpart.text):
                questions.append(
                    f"Fokusområde {theme.number}, mål {goal.number}, hedder {quoted(goal.text)} i kilden og "
                    f"{quoted(counterpart.text)} i planen. Planens ordlyd er beholdt. Er det samme mål?"
                )
                place = f"Fokusområde {theme.number} › mål {goal.number}"
                placements = [replace(p, place="") if p.place == place else p for p in placements]
    follow_up = reading.document.follow_up
    if follow_up is None:
        raise ReadError("Der er ingen målopfølgning i teksten.")
    assessments = tuple(replace(found, goal=refs[found.goal]) for found in follow_up.assessments)
    document = replace(plan, follow_up=replace(follow_up, assessments=assessments))
    return Reading(document, tuple(placements), tuple(questions))


def _theme(theme: tree.Theme, plan: tree.PlanDocument) -> tree.Theme:
    for own in plan.themes:
        if titles.same(own.title, theme.title):
            return own
    names = ", ".join(quoted(own.title) for own in plan.themes) or "ingen"
    raise ReadError(
        f"Fokusområdet {quoted(theme.title)} findes ikke i planen for {plan.year}, som har: {names}."
    )


def _goal(goal: tree.Goal, theme: tree.Theme, own: tree.Theme) -> tree.Goal:
    """By its words; else, where both have equally many goals, by its number."""
    for candidate in own.goals:
        if titles.same(candidate.text, goal.text):
            return candidate
    if len(own.goals) == len(theme.goals):
        return own.goals[goal.number - 1]
    raise ReadError(
        f"Mål {goal.number} i fokusområdet {quoted(theme.title)} findes ikke i planen: {quoted(goal.text)}."
    )


def _actions_placed(
    placements: list[Placement], document: tree.PlanDocument, theme: tree.Theme, own: tree.Theme
) -> list[Placement]:
    """The plan's text is not touched: what the source says of the way to the goal has no place, unless
    the plan says the same."""
    if not theme.actions or titles.normal(theme.actions) in titles.normal(own.actions):
        return placements
    place = f"Fokusområde {theme.number} › {document.actions_template}"
    return [replace(found, place="") if found.place == place else found for found in placements]
