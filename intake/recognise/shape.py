"""The shape of a document: its lines with what each leads in to, and which headings are themes. What repeats with
numbers or letters at one level and carries goals is a theme, whatever the municipality calls it."""

from dataclasses import dataclass

from intake.outline import Outline
from intake.recognise.heads import Head, heads_of, title_index_of
from intake.recognise.labels import give_repeated_leads
from intake.recognise.lines import Line, lines_of, settle_leads
from intake.recognise.themes import Themes


@dataclass(slots=True)
class Shape:
    lines: list[Line]
    heads: list[Head]
    title: Head | None
    themes: list[Head]
    groups: list[Head]
    theme_word: str
    group_word: str
    sure: bool
    """Whether the themes say themselves that they are: by a word and a number, or by what they carry."""


def shape_of(outline: Outline) -> Shape:
    lines = lines_of(outline)
    give_repeated_leads(lines)
    lines = settle_leads(lines, has_levels=outline.has_levels)
    title_index = title_index_of(lines)
    heads = heads_of(lines, outline.has_levels, title_index)
    title = next((head for head in heads if head.index == title_index), None)
    finder = Themes([head for head in heads if head is not title], title, has_levels=outline.has_levels)
    finder.find()
    return Shape(
        lines, heads, title, finder.themes, finder.groups, finder.word, finder.group_word, finder.sure
    )
