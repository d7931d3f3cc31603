"""Parts of an edition as PDFs of their own: one theme, the goals for the meeting, what has changed."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from documents.outline import Entry, Part, parts
from documents.plan_changes import Changes
from documents.printing.bookmarks import with_bookmarks
from documents.printing.breaks import kept_together
from documents.printing.end_notes import with_end_notes
from documents.printing.html import marks_of, rules
from documents.printing.pointers import spelled_out
from documents.stamp import Stamp
from documents.tree import PlanDocument, Theme

INSIDE = re.compile(r'<a href="#([^"]+)">(.*?)</a>', re.DOTALL)
Density = Literal["roomy", "dense"]
DENSITIES: tuple[Density, ...] = ("roomy", "dense")
"""How the goals are set. The meeting gets the first that takes no more than `MEETING_PAGES`; what takes
more in either is set so that it is read with ease."""
MEETING_PAGES = 2


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a comparison: a plan, and the edition of it."""

    document: PlanDocument
    stamp: Stamp

    @property
    def name(self) -> str:
        names = {"title": self.document.display_title, "number": self.stamp.number}
        name = (
            _("%(title)s, proposal %(number)s")
            if self.document.proposal
            else _("%(title)s, edition %(number)s")
        )
        return name % names


@dataclass(frozen=True, slots=True)
class Results:
    """What a follow-up says of a plan's goals: `verdicts` on what the plan calls them. `is_attached`: the file
    holds the follow-up's text, not the plan's."""

    verdicts: PlanDocument
    report: Version
    is_attached: bool = False


def html_of_theme(document: PlanDocument, theme: Theme, stamp: Stamp, results: Results | None = None) -> str:
    part = next(part for part in parts(document) if part.theme == theme)
    title = f"{document.theme_label} {theme.printed_number}: {theme.title}"
    return _alone(
        _html(
            "print/rendition_theme.html",
            document,
            stamp,
            title,
            (part.entry,),
            {"part": part, **_of_results(results)},
        ),
        document,
    )


def _of_results(results: Results | None) -> dict[str, Any]:
    """The checksum is that of the text in the file."""
    if results is None:
        return {"results": None, "verdicts": None}
    checksum = {"checksum": marks_of(results.report.stamp)["checksum"]} if results.is_attached else {}
    return {"results": results, "verdicts": results.verdicts, **checksum}


def html_of_goals(document: PlanDocument, stamp: Stamp, density: Density) -> str:
    """Every goal with its target and, in a follow-up, its verdict."""
    entry = Entry(anchor="maalene", title=_("All goals"))
    title = _("The goals of %(title)s") % {"title": document.title}
    context = {"report": document if document.follow_up else None, "density": density}
    return _alone(_html("print/rendition_goals.html", document, stamp, title, (entry,), context), document)


def html_of_changes(before: Version, after: Version, changes: Changes) -> str:
    """`after.stamp` names the address of the comparison itself."""
    same_plan = before.document.ref == after.document.ref
    since = before.name if same_plan else before.document.display_title
    title = _("What has changed since %(since)s?") % {"since": since}
    context = {"changes": changes, "before": before, "after": after}
    document = after.document
    return _html("print/rendition_changes.html", document, after.stamp, title, _entries(changes), context)


def _alone(page: str, document: PlanDocument) -> str:
    """What a text points to in the rest of the plan is not in this file."""

    def keep(link: re.Match[str]) -> str:
        return link[0] if f'id="{link[1]}"' in page else link[2]

    return INSIDE.sub(keep, spelled_out(page, document))


def _entries(changes: Changes) -> tuple[Entry, ...]:
    """The anchors are those of `templates/print/rendition_changes.html`."""
    found = [
        ("pladser", _("Places and numbers"), bool(changes.places)),
        ("om-planen", _("About the plan"), changes.about_differs),
        *(
            (_part(link.change.after).entry.anchor, _part(link.change.after).entry.title, True)
            for link in changes.changed
        ),
        ("nyt", _("New"), bool(changes.added)),
        ("udgaaet", _("No longer there"), bool(changes.removed)),
        ("ikke-i-portalen", _("Not in the portal"), bool(changes.absent)),
        ("uaendret", _("Unchanged"), bool(changes.same)),
    ]
    return tuple(Entry(anchor=anchor, title=title) for anchor, title, shown in found if shown)


def _part(part: Part | None) -> Part:
    if part is None:
        raise ValueError("what has changed is in both plans")
    return part


def _html(
    template: str,
    document: PlanDocument,
    stamp: Stamp,
    title: str,
    entries: tuple[Entry, ...],
    context: dict[str, Any],
) -> str:
    frame = {
        "document": document,
        "stamp": stamp,
        "title": title,
        "results": None,
        "rules": mark_safe(rules(document, entries)),
        **marks_of(stamp),
    }
    page = with_end_notes(render_to_string(template, {**frame, **context}))
    return kept_together(with_bookmarks(page, entries))
