"""Every text of a document that the public will read, with its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext as _

from documents.tree import (
    Adoption,
    Assessment,
    Attachment,
    DroppedGoal,
    DroppedTheme,
    FollowUp,
    Goal,
    GoalRef,
    Initiative,
    KeyFigures,
    PlanDocument,
    Section,
    Strategy,
    Theme,
    ThemeGroup,
)
from documents.wording import goal_number
from publishing.checks.model import CheckInput, Finding, Kind, Place


class Form(Enum):
    TITLE = auto()
    PLAIN = auto()
    MARKDOWN = auto()


@dataclass(frozen=True, slots=True)
class Text:
    place: Place
    value: str
    form: Form


@dataclass(frozen=True, slots=True)
class Part:
    """Something with texts, and the names of what it is part of."""

    kind: Kind
    key: str
    name: str

    def text(self, field: str, value: str, form: Form, name: str = "") -> Text:
        shown = f"{self.name} › {name}" if name else self.name
        return Text(Place(self.kind, self.key, field, shown), value, form)

    def place(self, field: str) -> Place:
        return Place(self.kind, self.key, field, self.name)


def texts(document: PlanDocument) -> Iterator[Text]:
    """In reading order; those that nobody has written anything in are left out."""
    return (text for text in _all(document) if text.value.strip())


def markdown_texts(document: PlanDocument) -> Iterator[Text]:
    return (text for text in texts(document) if text.form is Form.MARKDOWN)


def each_text(
    texts_of: Callable[[PlanDocument], Iterator[Text]],
) -> Callable[[Callable[[Text, CheckInput], str]], Callable[[CheckInput], Iterator[Finding]]]:
    """Makes a check of what is to be said of one text, or nothing."""

    def check(message_on: Callable[[Text, CheckInput], str]) -> Callable[[CheckInput], Iterator[Finding]]:
        def find(check_input: CheckInput) -> Iterator[Finding]:
            for text in texts_of(check_input.document):
                if message := message_on(text, check_input):
                    yield Finding(text.place, message, text.value)

        return find

    return check


Named = Theme | Goal | Strategy | Initiative


def parts_of(document: PlanDocument) -> Iterator[tuple[Part, Named]]:
    """Goals, themes, strategies and initiatives, each with its place."""
    yield from ((goal_part(document, theme, goal), goal) for theme, goal in document.all_goals())
    for theme in document.themes:
        part = theme_part(theme)
        yield part, theme
        yield from _strategy_parts(theme.strategies, theme.slug, part.name)
        yield from _initiative_parts(theme.initiatives, theme.slug, part.name)
    yield from _strategy_parts(document.strategies, "", "")


def _strategy_parts(rows: tuple[Strategy, ...], above: str, parent: str) -> Iterator[tuple[Part, Named]]:
    for position, strategy in enumerate(rows):
        part = strategy_part(strategy, position, above, parent)
        yield part, strategy
        yield from _initiative_parts(strategy.initiatives, part.key, part.name)
        yield from _strategy_parts(strategy.children, part.key, part.name)


def _initiative_parts(rows: tuple[Initiative, ...], above: str, parent: str) -> Iterator[tuple[Part, Named]]:
    for position, initiative in enumerate(rows):
        yield initiative_part(initiative, position, above, parent), initiative


def _all(document: PlanDocument) -> Iterator[Text]:
    yield from _plan(document)
    for section in document.sections:
        yield from _section(section, "")
    for goal in document.goals:
        yield from _goal(document, None, goal)
    yield from _strategies(document, document.strategies, "", "")
    for group, themes in document.theme_runs:
        if group:
            part = theme_group_part(document, group)
            yield part.text("title", group.title, Form.TITLE)
            yield part.text("body", group.body, Form.MARKDOWN)
        for theme in themes:
            yield from _theme(document, theme)
    yield from _dropped(document)
    yield from _follow_up(document)


def plan_part(document: PlanDocument) -> Part:
    return Part("plan", "", document.title)


def section_part(section: Section, parent: str = "") -> Part:
    name = " ".join(filter(None, [section.label, section.title]))
    return Part("section", section.slug, f"{parent} › {name}" if parent else name)


def theme_part(theme: Theme) -> Part:
    return Part("theme", theme.slug, f"{theme.printed_number} {theme.title}")


def theme_group_part(document: PlanDocument, group: ThemeGroup) -> Part:
    return Part("theme_group", group.slug, f"{document.group_name(group)} {group.title}".strip())


def goal_part(document: PlanDocument, theme: Theme | None, goal: Goal) -> Part:
    name = f"{document.goal_label} {goal_number(goal, theme)}"
    return Part("goal", document.goal_ref(theme, goal).key, name)


def _plan(document: PlanDocument) -> Iterator[Text]:
    plan = plan_part(document)
    yield plan.text("title", document.title, Form.TITLE)
    yield plan.text("summary", document.summary, Form.PLAIN, _("short description"))
    yield plan.text("notice", document.notice, Form.PLAIN, _("note to the reader"))
    yield plan.text("ambition_heading", document.ambition_template, Form.TITLE, _("heading of the will"))
    yield plan.text("actions_heading", document.actions_template, Form.TITLE, _("heading of the actions"))
    yield plan.text("status_heading", document.status_template, Form.TITLE, _("heading of the status"))
    yield plan.text(
        "challenge_heading", document.challenge_template, Form.TITLE, _("heading of the challenge")
    )
    for position, decision in enumerate(document.decisions):
        part = Part("decision", str(position), decision.body)
        yield part.text("body", decision.body, Form.PLAIN)
        yield part.text("case_number", decision.case_number, Form.PLAIN)
        yield part.text("minutes_url", decision.minutes_url, Form.PLAIN, _("address of the minutes"))
        yield part.text("parties", decision.parties, Form.PLAIN, _("parties of the hearing"))
        yield part.text("votes", decision.votes, Form.PLAIN, _("votes"))
        yield part.text(
            "minority_statement", decision.minority_statement, Form.PLAIN, _("minority statement")
        )
    yield from _attachments(document.attachments, "", "")


def _attachments(attachments: tuple[Attachment, ...], section: str, parent: str) -> Iterator[Text]:
    for position, attachment in enumerate(attachments):
        part = attachment_part(attachment, section, position, parent)
        yield part.text("title", attachment.title, Form.TITLE)
        yield from _adoption(part, attachment.adoption)


def attachment_part(attachment: Attachment, section: str, position: int, parent: str = "") -> Part:
    name = f"{parent} › {attachment.title}" if parent else attachment.title
    return Part("attachment", f"{section}/{position}", name)


def _adoption(part: Part, adoption: Adoption | None) -> Iterator[Text]:
    if adoption:
        yield part.text("document_owner", adoption.owner, Form.PLAIN, _("whose document it is"))
        yield part.text("decided_by", adoption.body, Form.PLAIN, _("decided by"))
        yield part.text("case_number", adoption.case_number, Form.PLAIN)


def _key_figures(part: Part, tables: Iterable[KeyFigures]) -> Iterator[Text]:
    for table in tables:
        yield part.text("key_figures", table.title, Form.TITLE, table.title)
        yield part.text("key_figures", table.note, Form.PLAIN, table.title)
        for row in table.rows:
            yield part.text("key_figures", row.label, Form.PLAIN, table.title)


def _section(section: Section, parent: str) -> Iterator[Text]:
    part = section_part(section, parent)
    yield part.text("title", section.title, Form.TITLE)
    yield part.text("body", section.body, Form.MARKDOWN)
    yield from _adoption(part, section.adoption)
    yield from _key_figures(part, section.key_figures)
    yield from _attachments(section.attachments, section.slug, part.name)
    for child in section.children:
        yield from _section(child, part.name)


def _theme(document: PlanDocument, theme: Theme) -> Iterator[Text]:
    part = theme_part(theme)
    yield part.text("title", theme.title, Form.TITLE)
    yield part.text("short_title", theme.short_title, Form.TITLE)
    yield part.text("change_reason", theme.change_reason, Form.PLAIN, _("reason for the change"))
    yield from _situation(document, part, theme)
    yield part.text("ambition", theme.ambition, Form.MARKDOWN, document.ambition_heading)
    yield part.text("answer_text", theme.answer_text, Form.MARKDOWN, _("answer to the national goals"))
    for goal in theme.goals:
        yield from _goal(document, theme, goal)
    yield part.text("actions", theme.actions, Form.MARKDOWN, document.actions_heading)
    yield from _strategies(document, theme.strategies, theme.slug, part.name)
    yield from _initiatives(theme.initiatives, theme.slug, part.name)
    yield from _key_figures(part, theme.key_figures)


def _goal(document: PlanDocument, theme: Theme | None, goal: Goal) -> Iterator[Text]:
    part = goal_part(document, theme, goal)
    yield part.text("text", goal.text, Form.PLAIN)
    yield part.text("note", goal.note, Form.MARKDOWN, _("explanation"))
    yield from _situation(document, part, goal)
    yield part.text("responsible_unit", goal.responsible_unit, Form.PLAIN, _("responsible unit"))
    yield part.text("partners", goal.partners, Form.PLAIN, _("partners"))
    yield part.text("change_reason", goal.change_reason, Form.PLAIN, _("reason for the change"))


def _situation(document: PlanDocument, part: Part, of: Theme | Goal | Strategy) -> Iterator[Text]:
    yield part.text("status", of.status, Form.MARKDOWN, document.status_heading)
    yield part.text("challenge", of.challenge, Form.MARKDOWN, document.challenge_heading)


def _strategies(
    document: PlanDocument, strategies: tuple[Strategy, ...], above: str, parent: str
) -> Iterator[Text]:
    for position, strategy in enumerate(strategies):
        part = strategy_part(strategy, position, above, parent)
        yield part.text("title", strategy.title, Form.TITLE)
        yield part.text("body", strategy.body, Form.MARKDOWN)
        yield from _situation(document, part, strategy)
        yield part.text("responsible_unit", strategy.responsible_unit, Form.PLAIN)
        yield from _initiatives(strategy.initiatives, part.key, part.name)
        yield from _strategies(document, strategy.children, part.key, part.name)


def _initiatives(initiatives: tuple[Initiative, ...], above: str, parent: str) -> Iterator[Text]:
    for position, initiative in enumerate(initiatives):
        part = initiative_part(initiative, position, above, parent)
        yield part.text("title", initiative.title, Form.TITLE)
        yield part.text("body", initiative.body, Form.MARKDOWN)
        yield part.text("responsible_unit", initiative.responsible_unit, Form.PLAIN)
        yield part.text("partners", initiative.partners, Form.PLAIN)


def strategy_part(strategy: Strategy, position: int, above: str, parent: str) -> Part:
    """`above` is the key of what it lies in, `parent` its name."""
    return Part(
        "strategy", f"{above}/{position}", f"{parent} › {strategy.title}" if parent else strategy.title
    )


def initiative_part(initiative: Initiative, position: int, above: str, parent: str) -> Part:
    return Part("initiative", f"{above}/{position}", f"{parent} › {initiative.title}")


def past_goal(dropped: DroppedGoal) -> Part:
    key = f"{dropped.goal.year}/{dropped.goal.key}"
    return Part("past_goal", key, f"{dropped.goal.year}: {dropped.text}")


def past_theme(dropped: DroppedTheme) -> Part:
    key = f"{dropped.theme.year}/{dropped.theme.slug}"
    return Part("past_theme", key, f"{dropped.theme.year}: {dropped.title}")


def _dropped(document: PlanDocument) -> Iterator[Text]:
    for theme in document.dropped_themes:
        yield past_theme(theme).text("reason", theme.reason, Form.PLAIN)
    for goal in document.dropped_goals:
        yield past_goal(goal).text("reason", goal.reason, Form.PLAIN)


def _follow_up(document: PlanDocument) -> Iterator[Text]:
    report = document.follow_up
    if report is None:
        return
    part = Part("follow_up", report.kind, report.title)
    yield part.text("title", report.title, Form.TITLE)
    yield part.text("service_area", report.service_area, Form.PLAIN)
    yield part.text("introduction", report.introduction, Form.MARKDOWN)
    for chapter in report.chapters:
        yield from _chapter(report, chapter)
    for assessment in report.assessments:
        judged = assessment_part(document, assessment)
        yield judged.text("text", assessment.text, Form.MARKDOWN)
        yield judged.text("reason", assessment.reason, Form.PLAIN)


def chapter_part(report: FollowUp, chapter: Section) -> Part:
    name = " ".join(filter(None, [chapter.label, chapter.title]))
    return Part("chapter", chapter.slug, f"{report.title} › {name}")


def _chapter(report: FollowUp, chapter: Section) -> Iterator[Text]:
    part = chapter_part(report, chapter)
    yield part.text("title", chapter.title, Form.TITLE)
    yield part.text("body", chapter.body, Form.MARKDOWN)
    for attachment in chapter.attachments:
        yield part.text("annex_title", attachment.title, Form.TITLE)
    yield from _key_figures(part, chapter.key_figures)


def assessment_part(document: PlanDocument, assessment: Assessment) -> Part:
    report = document.follow_up
    if report is None:
        raise ValueError("an assessment is of a follow-up")
    name = f"{report.title} › {document.goal_label} {_number(document, assessment.goal)}"
    return Part("assessment", f"{report.kind}/{assessment.goal.key}", name)


def _number(document: PlanDocument, ref: GoalRef) -> str:
    theme = document.theme(ref.theme)
    return f"{theme.printed_number}.{ref.number}" if theme else str(ref.number)
