"""A report on goals, written as records → the tree: the goals, and how each of them went."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from documents import tree
from documents.markdown import html_to_markdown
from intake.readers import danish, places
from intake.readers.goals import goal_of
from intake.readers.parse_result import Ledger, Line, ParseResult, ReadError, check_number, quoted
from intake.readers.records import ANSWER, Paragraph, Record, records_of, text_of
from intake.readers.slugs import Slugs
from intake.readers.source_lines import source_lines
from intake.readers.verdicts import verdict_of


def title_question(year: int) -> str:
    text = _("The plan's own title is not in the source. The plan is called “%(title)s”.")
    return text % {"title": danish.PLAN_TITLE.format(year=year)}


def read_follow_up(
    text: str, *, municipality: tree.Municipality, year: int, series: tree.Series | None = None
) -> ParseResult:
    """Raises `ReadError` when the text holds no records or is about another year."""
    lines = source_lines(text)
    before, records = records_of(lines)
    if not records:
        raise ReadError(
            _("There are no fields in the text. Each field must be on a line of its own: name, tab, content.")
        )
    ledger = Ledger()
    title, introduction = _title(before, year, ledger)
    series = series or tree.Series()
    reader = _Reader(ledger, tree.PlanRef(year, series.slug))
    themes, assessments = [], []
    for number, record in enumerate(records, start=1):
        theme, answers = reader.read(record, number)
        themes.append(theme)
        assessments += answers
    check_number(sum(len(theme.goals) for theme in themes), _("goals"))
    ledger.ask(None, title_question(year))
    document = tree.PlanDocument(
        municipality=municipality,
        title=danish.PLAN_TITLE.format(year=year),
        year=year,
        last_year=year,
        series=series,
        notice=danish.GOALS_ALONE,
        theme_label=danish.FOCUS_AREA,
        theme_label_plural=danish.FOCUS_AREAS,
        actions_template=reader.actions_key or danish.WAYS,
        themes=tuple(themes),
        follow_up=tree.FollowUp(
            title=title,
            service_area=reader.service_area or "",
            introduction=introduction,
            assessments=tuple(assessments),
        ),
    )
    return ParseResult(document, ledger.placements(lines), ledger.questions())


def _title(before: list[Line], year: int, ledger: Ledger) -> tuple[str, str]:
    """The first line, and the lines between it and the first field."""
    if not before:
        title = danish.REPORT_TITLE.format(year=year)
        text = _("There is no title above the fields. The follow-up is called “%(title)s”.")
        ledger.ask(None, text % {"title": title})
        return title, ""
    line, *rest = before
    years = re.findall(r"\b20\d\d\b", line.text)
    if years and str(year) not in years:
        raise ReadError(
            _("The title %(title)s (line %(number)d) is not for %(year)d. Change --year.")
            % {"title": quoted(line.text), "number": line.number, "year": year}
        )
    if not years:
        text = _("the title %(title)s does not name the year. Is the follow-up for %(year)d?")
        ledger.ask(line, text % {"title": quoted(line.text), "year": year})
    ledger.place([line], _("the follow-up's title"))
    ledger.place(rest, _("the follow-up's introduction"))
    return line.text.strip(), html_to_markdown("\n\n".join(other.text.strip() for other in rest))


class _Reader:
    """Reads the records one after another; keeps what must be alike in all of them."""

    def __init__(self, ledger: Ledger, plan: tree.PlanRef) -> None:
        self.ledger = ledger
        self.plan = plan
        self.slugs = Slugs()
        self.service_area: str | None = None
        self.actions_key = ""

    def read(self, record: Record, number: int) -> tuple[tree.Theme, list[tree.Assessment]]:
        place = places.focus_area(number)
        title = self._title(record, place)
        self._service_area(record)
        goals = self._goals(record, place)
        theme = tree.Theme(
            number=number,
            title=title,
            slug=self.slugs.take(title, f"fokusomraade-{number}"),
            actions=self._actions(record, place),
            goals=goals,
        )
        return theme, self._assessments(record, theme, place)

    def _title(self, record: Record, place: str) -> str:
        found = record.find(danish.THEME_FIELD)
        if found is None or not found.paragraphs:
            raise ReadError(
                _("The fields from line %(number)d on have no “%(field)s” with a title.")
                % {"number": record.fields[0].line.number, "field": danish.FOCUS_AREA}
            )
        self.ledger.place([found.line], places.within(place, _("title")))
        return " ".join(paragraph.text for paragraph in found.paragraphs)

    def _service_area(self, record: Record) -> None:
        found = record.find(danish.SERVICE_AREA_FIELD)
        if found is None:
            return
        text = text_of(found.paragraphs)
        if self.service_area is None:
            self.service_area = text
        if text == self.service_area:
            self.ledger.place([found.line], _("Service area"))
        else:
            self.ledger.ask(
                found.line,
                _("the service area is %(text)s, but %(first)s above. The first is used.")
                % {"text": quoted(text), "first": quoted(self.service_area)},
            )

    def _goals(self, record: Record, place: str) -> tuple[tree.Goal, ...]:
        found = record.find(danish.GOALS_FIELD)
        if found is None or not found.paragraphs:
            raise ReadError(
                _("The fields from line %(number)d on have no “%(field)s” with text.")
                % {"number": record.fields[0].line.number, "field": danish.GOAL.capitalize()}
            )
        for number, paragraph in enumerate(found.paragraphs, start=1):
            self._place(paragraph, places.goal(place, number))
        return tuple(
            goal_of(number, paragraph.text) for number, paragraph in enumerate(found.paragraphs, start=1)
        )

    def _actions(self, record: Record, place: str) -> str:
        found = record.find(danish.ACTIONS_FIELD)
        if found is None:
            return ""
        self.actions_key = self.actions_key or found.key
        self.ledger.place([found.line], places.within(place, self.actions_key))
        for paragraph in found.paragraphs:
            if paragraph.line != found.line:
                self._place(paragraph, places.within(place, self.actions_key))
        return text_of(found.paragraphs)

    def _answering(self, record: Record, place: str) -> list[Paragraph]:
        """The paragraphs of the status; where its key is missing, those from "Ad 1:" on."""
        if found := record.find(danish.STATUS_FIELD):
            return [*found.paragraphs, *found.answers]
        rest = [paragraph for found in record.fields for paragraph in found.answers]
        if rest:
            self.ledger.ask(
                rest[0].line,
                _(
                    "%(place)s has no field “Status …”; the text from %(text)s on is read as the status. "
                    "Is that right?"
                )
                % {"place": place.lower(), "text": quoted(rest[0].text[:30])},
            )
        return rest

    def _answers(self, record: Record, theme: tree.Theme, place: str) -> dict[int, list[Paragraph]]:
        """By the goal's number; a text that names none is about the only goal there is."""
        answers: dict[int, list[Paragraph]] = {}
        current = 1 if len(theme.goals) == 1 else 0
        for paragraph in self._answering(record, place):
            if match := ANSWER.fullmatch(paragraph.text):
                current = int(match["number"])
                if current in answers:
                    text = _("%(place)s, goal %(number)d, is judged twice.")
                    self.ledger.ask(paragraph.line, text % {"place": place.lower(), "number": current})
                paragraph = replace(paragraph, text=match["text"])
            answers.setdefault(current, []).append(paragraph)
        return answers

    def _assessments(self, record: Record, theme: tree.Theme, place: str) -> list[tree.Assessment]:
        answers = self._answers(record, theme, place)
        built = []
        for number in (goal.number for goal in theme.goals):
            if number in answers:
                built.append(self._assessment(number, answers.pop(number), theme, place))
            else:
                line = record.fields[-1].line
                text = _("%(place)s, goal %(number)d, is not judged. Is something missing?")
                self.ledger.ask(line, text % {"place": place.lower(), "number": number})
        for number, paragraphs in answers.items():
            why = (
                _("%(place)s has no goal %(number)d; the text is left out. Where does it belong?")
                if number
                else _(
                    "the text in %(place)s does not say which goal it is about; it is left out. Where does it belong?"
                )
            )
            self._leave(paragraphs, why % {"place": place.lower(), "number": number})
        return built

    def _assessment(
        self, number: int, paragraphs: list[Paragraph], theme: tree.Theme, place: str
    ) -> tree.Assessment:
        for position, paragraph in enumerate(paragraphs, start=1):
            self._place(paragraph, self._answer_place(place, number, position))
        text = text_of(paragraphs)
        verdict = verdict_of(text)
        if verdict is None:
            self.ledger.ask(
                paragraphs[0].line,
                _(
                    "%(place)s, goal %(number)d: the text does not say clearly whether the goal is met. "
                    "It is set to “cannot be assessed”. What is it?"
                )
                % {"place": place.lower(), "number": number},
            )
        ref = self.plan.goal(theme.slug, number)
        return tree.Assessment(ref, verdict or "cannot_be_assessed", text)

    def _answer_place(self, place: str, number: int, position: int) -> str:
        text = _("%(place)s › Ad %(number)d › paragraph %(position)d")
        return text % {"place": place, "number": number, "position": position}

    def _place(self, paragraph: Paragraph, place: str) -> None:
        self.ledger.place([Line(paragraph.line.number, paragraph.text)], place)

    def _leave(self, paragraphs: list[Paragraph], why: str) -> None:
        for paragraph in paragraphs:
            self._place(paragraph, "")
        self.ledger.ask(paragraphs[0].line, why)
