"""Stop: a required text is empty."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import PlanDocument, Section, SectionKind, Theme
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import goal_part, section_part, theme_group_part, theme_part

GENERATED: dict[SectionKind, str] = {
    "themes": "themes",
    "strategies": "strategies",
    "goals": "goals",
    "national_goals": "national_goals",
}
"""What a section that shows structured data takes it from."""


def find(check_input: CheckInput) -> Iterator[Finding]:
    document = check_input.document
    for section in document.all_sections():
        if not (_shows(section) or _generates(section, document)):
            yield Finding(section_part(section).place("body"), _("The section has no text."), section.title)
    for group, themes in document.theme_runs:
        if group and not group.title.strip():
            place = theme_group_part(document, group).place("title")
            yield Finding(place, _("The level above the themes has no title."), group.slug)
        if group and not (themes or _has_words(group.body)):
            place = theme_group_part(document, group).place("body")
            yield Finding(place, _("It has no text and no themes."), group.title)
    for theme in document.themes:
        if _is_empty(theme):
            text = _("The theme has no text, no goals and nothing that is done.")
            yield Finding(theme_part(theme).place("ambition"), text, theme.title)
    for owner, goal in document.all_goals():
        if not goal.text.strip():
            yield Finding(goal_part(document, owner, goal).place("text"), _("The goal has no text."), "")


def _shows(section: Section) -> bool:
    return bool(_has_words(section.body) or section.children or section.attachments)


def _generates(section: Section, document: PlanDocument) -> bool:
    if section.kind == "goal_overview":
        return any(True for _pair in document.all_goals())
    source = GENERATED.get(section.kind)
    return bool(source and getattr(document, source))


def _is_empty(theme: Theme) -> bool:
    structured = theme.goals or theme.strategies or theme.initiatives
    texts = (theme.status, theme.challenge, theme.ambition, theme.actions)
    return not (structured or any(map(_has_words, texts)))


def _has_words(text: str) -> bool:
    made = rendered(text)
    return bool(made.pictures) or any(character.isalnum() for character in made.plain)


CHECK = Check("empty_text", Severity.STOP, gettext_lazy("A required text is empty"), find)
