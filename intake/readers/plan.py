"""A plan in plain text or Markdown → the tree."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from documents import tree
from intake.readers import danish, page_furniture, places, titles
from intake.readers.blocks import Block, blocks_of
from intake.readers.bodies import body
from intake.readers.chapters import Chapter, chapter_of
from intake.readers.overview import overview_of
from intake.readers.parse_result import Ledger, Line, ParseResult, ReadError, check_number, quoted
from intake.readers.segments import Part, parts_of
from intake.readers.slugs import Slugs
from intake.readers.source_lines import source_lines
from intake.readers.themes import listed_titles, theme_of


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    last_year: int


def read_plan(text: str, *, municipality: tree.Municipality, year: int) -> ParseResult:
    """Raises `ReadError` when the text is empty or is about another year."""
    lines = source_lines(text)
    if not any(line.text.strip() for line in lines):
        raise ReadError(_("The text is empty."))
    ledger = Ledger()
    own, contents = page_furniture.without_furniture(lines, municipality, ledger)
    blocks = blocks_of(own, ledger)
    check_number(sum(block.kind == "heading" for block in blocks), _("headings"))
    page_furniture.ask_about_missing(contents, {titles.normal(block.text) for block in blocks}, ledger)
    title = _take_title(blocks, year, ledger)
    _check_year(blocks, lines, year, title)
    parts = parts_of(blocks, ledger)
    document = _document(parts, contents, title, municipality, year, ledger)
    check_number(sum(1 for _goal in document.all_goals()), _("goals"))
    return ParseResult(document, ledger.placements(lines), ledger.questions())


def _take_title(blocks: list[Block], year: int, ledger: Ledger) -> _Title | None:
    """Takes the title, and the title page's other forms of it, off the front of the blocks."""
    found: _Title | None = None
    taken = 0
    while taken < len(blocks) and _is_title(blocks[taken], found):
        line, text = blocks[taken].lines[0], blocks[taken].text
        years = re.search(titles.YEARS, text)
        if years and int(years["first"]) != year:
            raise ReadError(
                _("The title %(title)s (line %(number)d) is not for %(year)d. Change --year.")
                % {"title": quoted(text), "number": line.number, "year": year}
            )
        last_year = int(years["last"] or year) if years else year
        ledger.place(blocks[taken].lines, _("title, repeated: made by the portal") if found else _("title"))
        if found is None and not years:
            question = _("the title %(title)s does not name the year. The plan is called “%(name)s”.")
            ledger.ask(line, question % {"title": quoted(text), "name": f"{text} {year}"})
            text = f"{text} {year}"
        found = found or _Title(text, last_year)
        taken += 1
    del blocks[:taken]
    return found


def _is_title(block: Block, found: _Title | None) -> bool:
    """After the title, only "Beskæftigelsesplanen 2019" for "Beskæftigelsesplan 2019" and the like."""
    if block.kind != "heading" or titles.CHAPTER.fullmatch(block.text):
        return False
    return titles.same_plan(block.text, found.text) if found else bool(titles.PLAN.search(block.text))


def _check_year(blocks: list[Block], lines: tuple[Line, ...], year: int, title: _Title | None) -> None:
    """The headings of the themes must be of the asked year; without any, the text must name it."""
    for block in blocks:
        match = titles.WILL.fullmatch(block.text) or titles.DOES.fullmatch(block.text)
        if match and match["first"] and int(match["first"]) != year:
            raise ReadError(
                _("Line %(number)d, %(text)s, is not for %(year)d. Change --year.")
                % {"number": block.lines[0].number, "text": quoted(block.text), "year": year}
            )
    named = any(str(year) in line.text and re.search(rf"\b{year}\b", line.text) for line in lines)
    if not named:
        raise ReadError(_("The year %(year)d is not in the text. Change --year.") % {"year": year})
    if title and title.last_year < year:
        raise ReadError(_("The title %(title)s ends before it begins.") % {"title": quoted(title.text)})


def _document(
    parts: list[Part],
    contents: page_furniture.Contents,
    title: _Title | None,
    municipality: tree.Municipality,
    year: int,
    ledger: Ledger,
) -> tree.PlanDocument:
    if title is None:
        title = _Title(danish.PLAN_TITLE.format(year=year), year)
        question = _("There is no title in the text. The plan is called “%(title)s”.")
        ledger.ask(None, question % {"title": title.text})
    summary = _take_summary(parts, ledger)
    groups = _groups(parts, ledger)
    themes = _themes(parts, groups, ledger)
    others = [part for part in parts if not (part.is_theme or part.is_group)]
    chapters = _chapters(others, contents, year, ledger)
    goals = tuple(goal for chapter in chapters for goal in chapter.goals)
    labels = [part.label for part in parts if part.is_theme and part.label]
    above = _word_above(parts)
    return tree.PlanDocument(
        municipality=municipality,
        title=title.text,
        year=year,
        last_year=title.last_year,
        kind="strategy" if danish.STRATEGY in title.text.lower() else "plan",
        summary=summary,
        theme_label=labels[0].capitalize() if labels else danish.THEME,
        theme_label_plural=_plural(labels[0].capitalize()) if labels else danish.THEMES,
        goal_label=danish.RESULT_GOALS if goals else danish.ANNUAL_GOALS,
        sections=tuple(chapter.section for chapter in chapters),
        themes=themes,
        goals=tuple(
            tree.Goal(number, goal.text, quality=goal.quality) for number, goal in enumerate(goals, start=1)
        ),
        strategies=tuple(strategy for chapter in chapters for strategy in chapter.strategies),
        national_goals=tuple(goal for chapter in chapters for goal in chapter.national_goals),
        theme_group_label=above or danish.MAIN_THEME,
        theme_group_label_plural=_plural(above or danish.MAIN_THEME),
        theme_groups=tuple(groups.values()),
    )


def _word_above(parts: list[Part]) -> str:
    """The municipality's word for the level above the themes, where the plan has one."""
    headings = (titles.LEVEL.fullmatch(part.heading.text) for part in parts if part.is_group and part.heading)
    return next((match["word"].capitalize() for match in headings if match), "")


def _plural(label: str) -> str:
    if label in danish.SAME_IN_PLURAL:
        return label
    return label + next(ending for last, ending in danish.PLURALS if label.endswith(last))


def _take_summary(parts: list[Part], ledger: Ledger) -> str:
    """One paragraph between the title and the first heading says in short what the plan is."""
    first = parts[0] if parts else None
    if not first or first.heading or first.is_theme or [b.kind for b in first.blocks] != ["paragraph"]:
        return ""
    parts.pop(0)
    ledger.place(first.blocks[0].lines, _("short description"))
    return first.blocks[0].text


def _groups(parts: list[Part], ledger: Ledger) -> dict[int, tree.ThemeGroup]:
    """The levels above the themes, by their place among the parts."""
    slugs = Slugs()
    groups: dict[int, tree.ThemeGroup] = {}
    for index, part in enumerate(parts):
        if part.is_group and part.heading:
            place = f"{part.label} {part.title}".strip()
            ledger.place(part.heading.lines, places.heading(place))
            groups[index] = tree.ThemeGroup(
                title=part.title,
                slug=slugs.take(part.title, f"gruppe-{len(groups) + 1}"),
                label=part.label,
                body=body(part.blocks, place, ledger),
            )
    return groups


def _above(parts: list[Part], index: int, groups: dict[int, tree.ThemeGroup]) -> str:
    """What the theme there belongs to: the last level above, unless a section has ended it."""
    before = next((at for at in range(index, -1, -1) if not parts[at].is_theme), None)
    return groups[before].slug if before in groups else ""


def _themes(parts: list[Part], groups: dict[int, tree.ThemeGroup], ledger: Ledger) -> tuple[tree.Theme, ...]:
    slugs, listed = Slugs(), listed_titles(parts)
    own = {index: part for index, part in enumerate(parts) if part.is_theme}
    if listed and len(listed) != len(own):
        question = _("the list names %(listed)d themes, but %(found)d are found.")
        ledger.ask(listed[0][1], question % {"listed": len(listed), "found": len(own)})
    return tuple(
        replace(theme_of(part, number, listed, slugs, ledger), group=_above(parts, index, groups))
        for number, (index, part) in enumerate(own.items(), start=1)
    )


def _chapters(
    parts: list[Part], contents: page_furniture.Contents, year: int, ledger: Ledger
) -> tuple[Chapter, ...]:
    """An overview of the goals is read last, when the goals that it repeats are known."""
    slugs = Slugs()
    read: dict[int, Chapter] = {}
    for index, part in enumerate(parts):
        if part.kind != "goal_overview":
            below = contents.of(part.label, part.title)
            read[index] = chapter_of(part, below, year, slugs, ledger)
    goals = [goal for chapter in read.values() for goal in chapter.goals]
    national_goals = [goal for chapter in read.values() for goal in chapter.national_goals]
    for index, part in enumerate(parts):
        if part.kind == "goal_overview":
            read[index] = Chapter(overview_of(part, goals, national_goals, slugs, ledger))
    return tuple(read[index] for index in range(len(parts)))
