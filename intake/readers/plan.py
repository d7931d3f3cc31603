"""A plan in plain text or Markdown → the tree."""

import re
from dataclasses import dataclass

from documents import tree
from intake.readers import page_furniture, titles
from intake.readers.blocks import Block, blocks_of
from intake.readers.chapters import Chapter, chapter_of
from intake.readers.overview import overview_of
from intake.readers.parse_result import Ledger, Line, ParseResult, ReadError, check_number, quoted
from intake.readers.segments import Part, parts_of
from intake.readers.slugs import Slugs
from intake.readers.source import source_lines
from intake.readers.themes import listed_titles, theme_of


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    last_year: int


def read_plan(text: str, *, municipality: tree.Municipality, year: int) -> ParseResult:
    """Raises `ReadError` when the text is empty or speaks of another year."""
    lines = source_lines(text)
    if not any(line.text.strip() for line in lines):
        raise ReadError("Teksten er tom.")
    ledger = Ledger()
    own, contents = page_furniture.without_furniture(lines, municipality, ledger)
    blocks = blocks_of(own, ledger)
    check_number(sum(block.kind == "heading" for block in blocks), "overskrifter")
    page_furniture.ask_about_missing(contents, {titles.normal(block.text) for block in blocks}, ledger)
    title = _take_title(blocks, year, ledger)
    _check_year(blocks, lines, year, title)
    parts = parts_of(blocks, ledger)
    document = _document(parts, contents, title, municipality, year, ledger)
    check_number(sum(1 for _ in document.all_goals()), "mål")
    return ParseResult(document, ledger.placements(lines), ledger.questions())


def _take_title(blocks: list[Block], year: int, ledger: Ledger) -> _Title | None:
    """Takes the title, and the title page's other forms of it, off the front of the blocks."""
    found: _Title | None = None
    taken = 0
    while taken < len(blocks) and _is_title(blocks[taken], found):
        line, text = blocks[taken].lines[0], blocks[taken].text
        years = re.search(titles.YEARS, text)
        if years and int(years["first"]) != year:
            raise ReadError(f"Titlen {quoted(text)} (linje {line.number}) er ikke for {year}. Ret --year.")
        last_year = int(years["last"] or year) if years else year
        ledger.place(blocks[taken].lines, "titel, gentaget: dannes af portalen" if found else "titel")
        if found is None and not years:
            ledger.ask(line, f"titlen {quoted(text)} nævner ikke året. Planen er kaldt »{text} {year}«.")
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
            number = block.lines[0].number
            raise ReadError(f"Linje {number}, {quoted(block.text)}, er ikke for {year}. Ret --year.")
    named = any(str(year) in line.text and re.search(rf"\b{year}\b", line.text) for line in lines)
    if not named:
        raise ReadError(f"Året {year} findes ikke i teksten. Ret --year.")
    if title and title.last_year < year:
        raise ReadError(f"Titlen {quoted(title.text)} slutter før den begynder.")


def _document(
    parts: list[Part],
    contents: page_furniture.Contents,
    title: _Title | None,
    municipality: tree.Municipality,
    year: int,
    ledger: Ledger,
) -> tree.PlanDocument:
    if title is None:
        title = _Title(f"Beskæftigelsesplan {year}", year)
        ledger.ask(None, f"Der er ingen titel i teksten. Planen er kaldt »{title.text}«.")
    summary = _take_summary(parts, ledger)
    themes = _themes(parts, ledger)
    chapters = _chapters([part for part in parts if not part.is_theme], contents, year, ledger)
    goals = tuple(goal for chapter in chapters for goal in chapter.goals)
    labels = [part.label for part in parts if part.is_theme and part.label]
    return tree.PlanDocument(
        municipality=municipality,
        title=title.text,
        year=year,
        last_year=title.last_year,
        kind="strategy" if "strategi" in title.text.lower() else "plan",
        summary=summary,
        theme_label=labels[0].capitalize() if labels else "Tema",
        theme_label_plural=_plural(labels[0].capitalize()) if labels else "Temaer",
        goal_label="Resultatmål" if goals else "Årsmål",
        sections=tuple(chapter.section for chapter in chapters),
        themes=themes,
        goals=tuple(
            tree.Goal(number, goal.text, quality=goal.quality) for number, goal in enumerate(goals, start=1)
        ),
        strategies=tuple(strategy for chapter in chapters for strategy in chapter.strategies),
        national_goals=tuple(goal for chapter in chapters for goal in chapter.national_goals),
    )


def _plural(label: str) -> str:
    return {"Tema": "Temaer"}.get(label, f"{label}r")


def _take_summary(parts: list[Part], ledger: Ledger) -> str:
    """One paragraph between the title and the first heading says in short what the plan is."""
    first = parts[0] if parts else None
    if not first or first.heading or first.is_theme or [b.kind for b in first.blocks] != ["paragraph"]:
        return ""
    parts.pop(0)
    ledger.place(first.blocks[0].lines, "kort beskrivelse")
    return first.blocks[0].text


def _themes(parts: list[Part], ledger: Ledger) -> tuple[tree.Theme, ...]:
    slugs, listed = Slugs(), listed_titles(parts)
    own = [part for part in parts if part.is_theme]
    if listed and len(listed) != len(own):
        ledger.ask(listed[0][1], f"listen nævner {len(listed)} temaer, men der er fundet {len(own)}.")
    return tuple(theme_of(part, number, listed, slugs, ledger) for number, part in enumerate(own, start=1))


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
