"""What was read, compared with what the portal already has. The portal's words stay; every line whose words
it does not have is reported as not placed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NoReturn, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import tree
from intake.readers import places
from intake.readers.follow_up import title_question
from intake.readers.parse_result import ParseResult, ReadError, quoted
from intake.roles import ROLES

Part = TypeVar("Part", tree.Theme, tree.Goal)


def with_known_national_goals(result: ParseResult, known: Iterable[tree.NationalGoal]) -> ParseResult:
    """National goals are the same for everybody: those that the portal has are not written again."""
    by_number = {(goal.year, goal.number): goal for goal in known}
    goals, questions = [], list(result.questions)
    kept: dict[str, str] = {}
    for goal in result.document.national_goals:
        own = by_number.get((goal.year, goal.number), goal)
        goals.append(own)
        if own == goal:
            continue
        questions.append(
            _(
                "National goal %(number)d of %(year)d is worded otherwise in the portal. The portal's words are kept."
            )
            % {"number": goal.number, "year": goal.year}
        )
        kept[f"{ROLES['national_goal'][0]} {goal.number}"] = normal(f"{own.title} {own.text}")
    placements = []
    for found in result.placements:
        named = re.search(rf"(?:^| › )({ROLES['national_goal'][0]} \d+)(?=:| ›|$)", found.place)
        has = kept.get(named[1]) if named else None
        placements.append(found if has is None or normal(found.text) in has else replace(found, place=""))
    document = replace(result.document, national_goals=tuple(goals))
    return ParseResult(document, tuple(placements), tuple(questions))


def normal(text: str) -> str:
    """But for case, spacing, markup and a full stop."""
    return " ".join(re.sub(r"[*_]", "", text).split()).casefold().rstrip(" .:;")


def for_existing_plan(result: ParseResult, plan: tree.PlanDocument) -> ParseResult:
    """The reading's follow-up with its references set to the goals of `plan`; the document is `plan`
    with that follow-up. Raises `ReadError` when a focus area or goal has no counterpart."""
    questions = [question for question in result.questions if question != title_question(plan.year)]
    refs: dict[tree.GoalRef, tree.GoalRef] = {}
    left_out: set[str] = set()
    by_title = _first_by(plan.themes, lambda own: own.title)
    goals_by_text = {own.slug: _first_by(own.goals, lambda goal: goal.text) for own in plan.themes}
    actions = {own.slug: normal(own.actions) for own in plan.themes}
    for theme in result.document.themes:
        own = by_title.get(normal(theme.title)) or _no_theme(theme, plan)
        # The plan's text is not touched: what the source says of the way to the goal has no place, unless
        # the plan says the same.
        if theme.actions and normal(theme.actions) not in actions[own.slug]:
            left_out.add(places.within(places.focus_area(theme.number), result.document.actions_template))
        for goal in theme.goals:
            same = goals_by_text[own.slug].get(normal(goal.text))
            counterpart = same or _by_number(goal, theme, own)
            refs[result.document.goal_ref(theme, goal)] = plan.goal_ref(own, counterpart)
            if same is None:
                questions.append(_other_words(theme, goal, counterpart))
                left_out.add(places.goal(places.focus_area(theme.number), goal.number))
    of_plan = _first_by(plan.goals, lambda goal: goal.text)
    for goal in result.document.goals:
        counterpart = of_plan.get(normal(goal.text)) or _no_goal(goal, plan)
        refs[result.document.goal_ref(None, goal)] = plan.goal_ref(None, counterpart)
    follow_up = result.document.follow_up
    if follow_up is None:
        raise ReadError(_("There is no follow-up in the text."))
    assessments = tuple(replace(found, goal=refs[found.goal]) for found in follow_up.assessments)
    document = replace(plan, follow_up=replace(follow_up, assessments=assessments))
    placements = (replace(p, place="") if p.place in left_out else p for p in result.placements)
    return ParseResult(document, tuple(placements), tuple(questions))


def _other_words(theme: tree.Theme, goal: tree.Goal, counterpart: tree.Goal) -> str:
    text = _(
        "Focus area %(theme)d, goal %(goal)d, is %(source)s in the source and %(plan)s in the plan. "
        "The plan's words are kept. Is it the same goal?"
    )
    return text % {
        "theme": theme.number,
        "goal": goal.number,
        "source": quoted(goal.text),
        "plan": quoted(counterpart.text),
    }


def _first_by(parts: Iterable[Part], words: Callable[[Part], str]) -> dict[str, Part]:
    """By the words that `normal` compares; the first of several with the same."""
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(normal(words(part)), part)
    return found


def _no_theme(theme: tree.Theme, plan: tree.PlanDocument) -> NoReturn:
    names = ", ".join(quoted(own.title) for own in plan.themes) or pgettext("focus areas", "none")
    raise ReadError(
        _("The focus area %(title)s is not in the plan for %(year)d, which has: %(names)s.")
        % {"title": quoted(theme.title), "year": plan.year, "names": names}
    )


def _no_goal(goal: tree.Goal, plan: tree.PlanDocument) -> NoReturn:
    raise ReadError(
        _("The goal %(text)s, which belongs to no theme, is not in the plan for %(year)d.")
        % {"text": quoted(goal.text), "year": plan.year}
    )


def _by_number(goal: tree.Goal, theme: tree.Theme, own: tree.Theme) -> tree.Goal:
    """Where no words are the same, and both have equally many goals."""
    if len(own.goals) == len(theme.goals):
        return own.goals[goal.number - 1]
    raise ReadError(
        _("Goal %(number)d of the focus area %(title)s is not in the plan: %(text)s.")
        % {"number": goal.number, "title": quoted(theme.title), "text": quoted(goal.text)}
    )
