"""What is not shown as it was written: lost cells and pictures, loose rows, marks that nothing closes,
characters that the PDF has no typeface for."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.markdown.mistakes import Mistakes, find_mistakes
from documents.printing.letters import unsupported_characters
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import Form, markdown_texts, texts


def lost_cells(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        if message := about_lost_cells(find_mistakes(text.value)):
            yield Finding(text.place, message, text.value)


def loose_rows(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        if message := about_loose_rows(find_mistakes(text.value)):
            yield Finding(text.place, message, text.value)


def open_marks(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        if message := about_open_marks(find_mistakes(text.value)):
            yield Finding(text.place, message, text.value)


def lost_pictures(check_input: CheckInput) -> Iterator[Finding]:
    for text in markdown_texts(check_input.document):
        if message := about_pictures(rendered(text.value).lost_pictures):
            yield Finding(text.place, message, text.value)


def undrawn_letters(check_input: CheckInput) -> Iterator[Finding]:
    for text in texts(check_input.document):
        words = rendered(text.value).plain if text.form is Form.MARKDOWN else text.value
        if message := about_letters(unsupported_characters(words)):
            yield Finding(text.place, message, text.value)


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


CHECKS = (
    Check("lost_cells", Severity.STOP, gettext_lazy("A table has cells that are not shown"), lost_cells),
    Check("lost_pictures", Severity.STOP, gettext_lazy("A picture is not shown"), lost_pictures),
    Check("undrawn_letters", Severity.STOP, gettext_lazy("The PDF cannot show a character"), undrawn_letters),
    Check("loose_rows", Severity.WARNING, gettext_lazy("A table is shown as text"), loose_rows),
    Check("open_marks", Severity.WARNING, gettext_lazy("A mark opens nothing"), open_marks),
)
