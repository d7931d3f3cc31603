"""The first stage: a document as one HTML page, from which the PDF is laid out."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from documents.outline import Entry, Part, chapter_entries, nested, parts
from documents.printing.bookmarks import depth_of, with_bookmarks
from documents.printing.breaks import kept_together
from documents.printing.end_notes import with_end_notes
from documents.printing.pointers import spelled_out
from documents.printing.style import bookmarks, colours
from documents.stamp import Stamp
from documents.tree import Decision, PlanDocument
from documents.wording import how_it_went
from plans.enums import DecisionOutcome

TITLE_SIZES = (("large", 60, 18), ("medium", 120, 26))
"""How long a title, and its longest word, may be to fit on the cover in that size."""
AT_A_GLANCE = "maalene-i-overblik"
NARROW_LABEL = 3
"""Characters: a theme's number, but not "Kapitel 1". Below a line of the contents, in smaller letters, one more."""


def html_of(document: PlanDocument, stamp: Stamp, *, attached: bool = True) -> str:
    """`attached`: whether the file will hold the document's JSON, as all but the print shop's do."""
    contents = contents_of(document)
    context = {
        "document": document,
        "report": document if document.follow_up else None,
        "stamp": stamp,
        "attached": attached,
        "parts": parts_of(document),
        "contents": contents,
        "has_wide_labels": _has_wide_labels(contents),
        "has_overview": _has_overview(document),
        "overview_anchor": AT_A_GLANCE,
        "inside": Inside(),
        "decisions": [(_outcome(decision), decision) for decision in _decisions(document, stamp)],
        "rules": mark_safe(rules(document, contents)),
        "title_size": _title_size(document.display_title),
        **marks_of(stamp),
    }
    page = with_end_notes(render_to_string("print/document.html", context))
    return spelled_out(kept_together(with_bookmarks(page, contents)), document)


def rules(document: PlanDocument, contents: tuple[Entry, ...]) -> str:
    return colours(document.municipality.accent) + bookmarks(depth_of(contents))


class Inside:
    """Where each goal is in the file, for the tables that have all of them."""

    def goal(self, theme: str, number: int) -> str:
        """The ids are those of `templates/document/goals.html`."""
        return f"#{theme}-maal-{number}" if theme else f"#maal-{number}"

    def target_group(self, _slug: str) -> str:
        return ""


def _has_wide_labels(entries: Iterable[Entry], most: int = NARROW_LABEL) -> bool:
    return any(len(entry.label) > most or _has_wide_labels(entry.children, most + 1) for entry in entries)


def marks_of(stamp: Stamp) -> dict[str, Any]:
    """By what a paper is known: its address to read and to scan, and the checksums in groups."""
    return {
        "shown_address": re.sub(r"^https?://", "", stamp.address).rstrip("/"),
        "checksum": _in_groups(stamp.sha256),
        "proof_head": _in_groups(stamp.proof_head) if stamp.proof_entry else [],
        "qr_code": "" if stamp.draft else _qr_code(stamp.address),
    }


def _in_groups(sha256: str) -> list[str]:
    return [sha256[start : start + 8] for start in range(0, len(sha256), 8)]


def parts_of(document: PlanDocument) -> tuple[Part, ...]:
    """A follow-up reports on goals: of the plan it shows the plan's own goals and the themes."""
    return parts(replace(document, sections=(), strategies=()) if document.follow_up else document)


def contents_of(document: PlanDocument) -> tuple[Entry, ...]:
    """The contents list and the bookmarks. What a theme consists of is called alike in all themes, and is not
    listed."""
    entries = nested(_without_inner(part) for part in parts_of(document))
    report = document.follow_up
    if report is None:
        overview = Entry(anchor=AT_A_GLANCE, title=_("The goals at a glance"))
        return (overview, *entries) if _has_overview(document) else entries
    return (
        Entry(anchor="opfoelgning", title=how_it_went(document)),
        *chapter_entries(report.before),
        *entries,
        *chapter_entries(report.after),
    )


def _without_inner(part: Part) -> Part:
    return replace(part, entry=replace(part.entry, children=())) if part.theme else part


def _has_overview(document: PlanDocument) -> bool:
    """Every goal at a glance near the front, unless the plan has such tables of its own, or the report
    begins with them."""
    if document.follow_up or any(section.kind == "goal_overview" for section in document.all_sections()):
        return False
    dropped = document.dropped_themes or document.dropped_goals
    return bool(dropped) or any(True for _pair in document.all_goals())


def _decisions(document: PlanDocument, stamp: Stamp) -> tuple[Decision, ...]:
    """What has been adopted is an edition's text; a draft's is another."""
    return tuple(one for one in document.decisions if not stamp.draft or one.outcome != "adopted")


def _outcome(decision: Decision) -> str:
    return str(DecisionOutcome(decision.outcome).label).capitalize()


def _title_size(title: str) -> str:
    longest = max(map(len, title.split()), default=0)
    return next(
        (size for size, length, word in TITLE_SIZES if len(title) <= length and longest <= word), "small"
    )


def _qr_code(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    title = _("QR code with the edition's address")
    return mark_safe(code.svg_inline(border=0, title=title, svgclass="qr", lineclass=None, omitsize=True))
