"""How texts are written: what is not shown as it was meant (lost cells and pictures, loose rows, marks that nothing
closes, characters that the PDF has no typeface for), pictures without words, headings out of order, and what is hard to
read."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.markdown.mistakes import Mistakes, find_mistakes
from documents.printing.letters import unsupported_characters
from publishing.checks.model import Check, CheckInput, Severity
from publishing.checks.readability import lix
from publishing.checks.rendered import rendered
from publishing.checks.texts import Form, Text, each_text, markdown_texts, texts

LONGEST_TITLE = 120
"""Characters."""
HIGHEST_LIX = 55
"""Above it a text is very hard to read: the language of statutes (Björnsson 1968)."""


@each_text(markdown_texts)
def alternative_text(text: Text, _check_input: CheckInput) -> str:
    """WCAG 2.2, 1.1.1."""
    bare = [one.address for one in rendered(text.value).pictures if not one.description.strip()]
    message = _("Write between [ and ] what the picture shows: %(pictures)s")
    return message % {"pictures": ", ".join(bare)} if bare else ""


@each_text(markdown_texts)
def heading_order(text: Text, _check_input: CheckInput) -> str:
    """WCAG 2.2, 1.3.1. The page would close the gap, and show an order that the author did not write."""
    levels = rendered(text.value).heading_levels
    skipped = [f"{'#' * above} → {'#' * below}" for above, below in pairwise(levels) if below > above + 1]
    message = _("A heading skips a level: %(skips)s. Use one # more than the heading above.")
    return message % {"skips": ", ".join(skipped)} if skipped else ""


@each_text(texts)
def long_title(text: Text, _check_input: CheckInput) -> str:
    """No menu, cover or search result has room for it."""
    if text.form is not Form.TITLE or len(text.value) <= LONGEST_TITLE:
        return ""
    message = _("The title has %(length)d characters; at most %(longest)d can be read at a glance.")
    return message % {"length": len(text.value), "longest": LONGEST_TITLE}


@each_text(markdown_texts)
def hard_to_read(text: Text, _check_input: CheckInput) -> str:
    figure = lix(rendered(text.value).plain)
    if figure is None or figure <= HIGHEST_LIX:
        return ""
    message = _("LIX is %(figure)d; at most %(highest)d. Shorter sentences and words help.")
    return message % {"figure": figure, "highest": HIGHEST_LIX}


@each_text(markdown_texts)
def lost_cells(text: Text, _check_input: CheckInput) -> str:
    return about_lost_cells(find_mistakes(text.value))


@each_text(markdown_texts)
def loose_rows(text: Text, _check_input: CheckInput) -> str:
    return about_loose_rows(find_mistakes(text.value))


@each_text(markdown_texts)
def open_marks(text: Text, _check_input: CheckInput) -> str:
    return about_open_marks(find_mistakes(text.value))


@each_text(markdown_texts)
def lost_pictures(text: Text, _check_input: CheckInput) -> str:
    return about_pictures(rendered(text.value).lost_pictures)


@each_text(texts)
def undrawn_letters(text: Text, _check_input: CheckInput) -> str:
    words = rendered(text.value).plain if text.form is Form.MARKDOWN else text.value
    return about_letters(unsupported_characters(words))


def about_lost_cells(found: Mistakes) -> str:
    if not found.lost_cells:
        return ""
    text = _("A row of a table has more cells than the table has columns, and these are not shown: %(cells)s")
    return text % {"cells": _listed(found.lost_cells)}


def about_loose_rows(found: Mistakes) -> str:
    if not found.loose_rows:
        return ""
    text = _(
        "Looks like a table, but is none: %(rows)s. Below the row with the headings a row of | --- | is needed."
    )
    return text % {"rows": _listed(found.loose_rows)}


def about_open_marks(found: Mistakes) -> str:
    messages = []
    if found.open_marks:
        text = _("A mark that nothing closes is shown as it is written: %(marks)s")
        messages.append(text % {"marks": _listed(found.open_marks)})
    if found.unused_notes:
        text = _("The note is not shown, since nothing in the text refers to it: %(notes)s")
        messages.append(text % {"notes": _listed(found.unused_notes)})
    if found.repeated_notes:
        text = _("The note is written more than once, and only the last is shown: %(notes)s")
        messages.append(text % {"notes": _listed(found.repeated_notes)})
    return " ".join(messages)


def about_letters(found: Sequence[str]) -> str:
    if not found:
        return ""
    text = _("The PDF cannot show these characters: %(characters)s")
    return text % {"characters": ", ".join(f"{one} (U+{ord(one):04X})" for one in found)}


def about_links(dropped: Sequence[str]) -> str:
    if not dropped:
        return ""
    return _("The link leads nowhere: %(links)s") % {"links": ", ".join(dict.fromkeys(dropped))}


def about_pictures(lost: Sequence[str]) -> str:
    if not lost:
        return ""
    text = _("A picture is not shown, since it is not kept here. Insert it by the toolbar: %(pictures)s")
    return text % {"pictures": ", ".join(dict.fromkeys(lost))}


def mistake_messages(text: str) -> list[str]:
    """Of one text, while it is written."""
    found, made = find_mistakes(text), rendered(text)
    messages = [
        about_lost_cells(found),
        about_loose_rows(found),
        about_open_marks(found),
        about_letters(unsupported_characters(made.plain)),
        about_links(made.dropped),
        about_pictures(made.lost_pictures),
    ]
    return list(filter(None, messages))


def _listed(found: Sequence[str]) -> str:
    return " · ".join(f"“{one}”" for one in found)


ALTERNATIVE_TEXT = Check(
    "alternative_text", Severity.STOP, gettext_lazy("A picture has no alternative text"), alternative_text
)
HEADING_ORDER = Check(
    "heading_order", Severity.STOP, gettext_lazy("Headings are out of order"), heading_order
)
LONG_TITLE = Check("long_title", Severity.WARNING, gettext_lazy("A title is too long"), long_title)
HARD_TO_READ = Check("hard_to_read", Severity.WARNING, gettext_lazy("A text is hard to read"), hard_to_read)
MISTAKES = (
    Check("lost_cells", Severity.STOP, gettext_lazy("A table has cells that are not shown"), lost_cells),
    Check("lost_pictures", Severity.STOP, gettext_lazy("A picture is not shown"), lost_pictures),
    Check("undrawn_letters", Severity.STOP, gettext_lazy("The PDF cannot show a character"), undrawn_letters),
    Check("loose_rows", Severity.WARNING, gettext_lazy("A table is shown as text"), loose_rows),
    Check("open_marks", Severity.WARNING, gettext_lazy("A mark opens nothing"), open_marks),
)
