"""Warnings about figures: a table of key figures that shows none, and figures of the municipality's own that do not
say where they are from."""

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.key_figures import own_figures
from documents.tree import Figure, Goal, Indicator, KeyFigures, PlanDocument, Section, Strategy
from goals.domain.origin import Lacking, lacking
from publishing.checks.model import Check, CheckInput, Finding, Place, Severity
from publishing.checks.texts import Part, chapter_part, parts_of, section_part, theme_part


def empty_tables(check_input: CheckInput) -> Iterator[Finding]:
    for part, tables in _tables(check_input.document):
        if said := [text for text in map(_emptiness, tables) if text]:
            yield Finding(part.place("key_figures"), " ".join(said), "\n".join(said))


def _emptiness(table: KeyFigures) -> str:
    without = [row.label for row in table.rows if not own_figures(table, row)]
    if len(without) == len(table.rows):
        return _("The table “%(title)s” has no figures.") % {"title": table.title}
    if not without:
        return ""
    names = {"title": table.title, "names": get_text_list(without, _("and"))}
    return _("The table “%(title)s” has no figures of: %(names)s.") % names


def figures_without_an_origin(check_input: CheckInput) -> Iterator[Finding]:
    """Of the municipality's own: the country's are kept by others."""
    words: dict[Lacking, str] = {
        "publisher": _("publisher"),
        "table": _("table"),
        "day": _("day of extraction"),
    }
    for indicator, sources in _own_sources(check_input.document).items():
        told = dict.fromkeys(part for source in sources for part in lacking(source))
        if told:
            vague = [source for source in sources if lacking(source)]
            message = _("The source of the figures does not name %(parts)s. It says “%(source)s”.")
            message %= {
                "parts": get_text_list([words[part] for part in told], _("and")),
                "source": "; ".join(vague),
            }
            place = Place("indicator", indicator.slug, "source", indicator.name)
            yield Finding(place, message, "\n".join([indicator.name, *vague]))


def _tables(document: PlanDocument) -> Iterator[tuple[Part, tuple[KeyFigures, ...]]]:
    """A report has those of its own chapters."""
    if report := document.follow_up:
        yield from ((chapter_part(report, chapter), chapter.key_figures) for chapter in report.chapters)
        return
    for section, parent in _sections(document.sections, ""):
        yield section_part(section, parent), section.key_figures
    yield from ((theme_part(theme), theme.key_figures) for theme in document.themes)


def _sections(sections: tuple[Section, ...], parent: str) -> Iterator[tuple[Section, str]]:
    for section in sections:
        yield section, parent
        yield from _sections(section.children, section_part(section, parent).name)


def _own_sources(document: PlanDocument) -> dict[Indicator, dict[str, None]]:
    """By indicator, each once."""
    found: dict[Indicator, dict[str, None]] = {}
    for indicator, figures in _measured(document):
        if indicator.own:
            told = (figure.source for figure in figures if not (figure.mean_of or figure.rank_of))
            found.setdefault(indicator, {}).update(dict.fromkeys(told))
    return found


def _measured(document: PlanDocument) -> Iterator[tuple[Indicator, tuple[Figure, ...]]]:
    for _part, named in parts_of(document):
        for target in named.targets if isinstance(named, Goal | Strategy) else ():
            if target.indicator:
                yield target.indicator, target.figures
    for table in document.all_key_figures():
        yield from ((row.indicator, row.figures) for row in table.rows)


CHECKS = (
    Check(
        "key_figures_empty",
        Severity.WARNING,
        gettext_lazy("A table of key figures is empty"),
        empty_tables,
    ),
    Check(
        "figures_without_origin",
        Severity.WARNING,
        gettext_lazy("Figures do not say where they are from"),
        figures_without_an_origin,
    ),
)
