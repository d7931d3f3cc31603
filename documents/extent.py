"""Whether only a part of a plan is in the portal: what is missing may then not be called new or gone.
Pure."""

from dataclasses import replace

from documents.tree import PlanDocument, Theme

OF_PLANS = ("summary", "decisions", "national_goals", "attachments")
OF_THEMES = (
    ("status",),
    ("challenge",),
    ("ambition",),
    ("answers", "answer_text"),
    ("goals",),
    ("actions", "strategies", "initiatives"),
)
"""A theme's texts, answers, goals and actions; the actions may be text, strategies or initiatives."""


def is_partial(document: PlanDocument) -> bool:
    """Whether only a part of the plan can be read here: it has a note that says so, or no chapter at all, as
    where its goals were entered alone or are read from a follow-up."""
    return bool(document.notice) or not document.sections


def may_be_elsewhere(document: PlanDocument, other: PlanDocument) -> bool:
    """Whether what `document` lacks may be in the plan all the same. Two editions of one plan hold the same
    part of it: what is gone between them is gone."""
    return document.ref != other.ref and is_partial(document)


def comparable_plan(document: PlanDocument, other: PlanDocument) -> tuple[PlanDocument, tuple[str, ...]]:
    """The plan without what `other` holds nothing of because only a part of it is here, and the names of the
    fields left out."""
    if not may_be_elsewhere(other, document):
        return document, ()
    gone = tuple(name for name in OF_PLANS if getattr(document, name) and not getattr(other, name))
    return replace(document, **{name: type(getattr(document, name))() for name in gone}), gone


def comparable_theme(theme: Theme, other: Theme) -> tuple[Theme, tuple[str, ...]]:
    """The same of a theme of such a plan; its actions are all kept where `other` has any."""
    gone = tuple(
        name
        for names in OF_THEMES
        if not any(getattr(other, each) for each in names)
        for name in names
        if getattr(theme, name)
    )
    return replace(theme, **{name: type(getattr(theme, name))() for name in gone}), gone
