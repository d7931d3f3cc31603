"""A report on goals, written as records → the tree: the goals, and how each of them went."""

import re
from dataclasses import replace

from documents import tree
from documents.markdown import html_to_markdown
from intake.readers.goals import goal_of
from intake.readers.parse_result import Ledger, Line, ParseResult, ReadError, check_number, quoted
from intake.readers.records import ANSWER, Paragraph, Record, records_of, text_of
from intake.readers.slugs import Slugs
from intake.readers.source import source_lines
from intake.readers.verdicts import verdict_of

NOTICE = "Kun planens fokusområder og mål er i portalen. De er taget fra målopfølgningen."


def title_question(year: int) -> str:
    return f"Planens egen titel står ikke i kilden. Planen er kaldt »Beskæftigelsesplan {year}«."


def read_follow_up(text: str, *, municipality: tree.Municipality, year: int) -> ParseResult:
    """Raises `ReadError` when the text holds no records or speaks of another year."""
    lines = source_lines(text)
    before, records = records_of(lines)
    if not records:
        raise ReadError(
            "Der er ingen felter i teksten. Hvert felt skal stå på en linje for sig: navn, tabulator, indhold."
        )
    ledger = Ledger()
    title, introduction = _title(before, year, ledger)
    reader = _Reader(ledger, year)
    themes, assessments = [], []
    for number, record in enumerate(records, start=1):
        theme, answers = reader.read(record, number)
        themes.append(theme)
        assessments += answers
    check_number(sum(len(theme.goals) for theme in themes), "mål")
    ledger.ask(None, title_question(year))
    document = tree.PlanDocument(
        municipality=municipality,
        title=f"Beskæftigelsesplan {year}",
        year=year,
        last_year=year,
        notice=NOTICE,
        theme_label="Fokusområde",
        theme_label_plural="Fokusområder",
        actions_template=reader.actions_key or "Veje til målet",
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
    """The first line, and what stands between it and the first field."""
    if not before:
        ledger.ask(
            None, f"Der er ingen titel over felterne. Målopfølgningen er kaldt »Målopfølgning {year}«."
        )
        return f"Målopfølgning {year}", ""
    line, *rest = before
    years = re.findall(r"\b20\d\d\b", line.text)
    if years and str(year) not in years:
        raise ReadError(f"Titlen {quoted(line.text)} (linje {line.number}) er ikke for {year}. Ret --year.")
    if not years:
        ledger.ask(line, f"titlen {quoted(line.text)} nævner ikke året. Er målopfølgningen for {year}?")
    ledger.place([line], "målopfølgningens titel")
    ledger.place(rest, "målopfølgningens indledning")
    return line.text.strip(), html_to_markdown("\n\n".join(other.text.strip() for other in rest))


class _Reader:
    """Reads the records one after another; keeps what must be alike in all of them."""

    def __init__(self, ledger: Ledger, year: int) -> None:
        self.ledger = ledger
        self.year = year
        self.slugs = Slugs()
        self.service_area: str | None = None
        self.actions_key = ""

    def read(self, record: Record, number: int) -> tuple[tree.Theme, list[tree.Assessment]]:
        place = f"Fokusområde {number}"
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
        found = record.find("fokusområde|tema|indsatsområde")
        if found is None or not found.paragraphs:
            raise ReadError(
                f"Felterne fra linje {record.fields[0].line.number} har intet »Fokusområde« med en titel."
            )
        self.ledger.place([found.line], f"{place} › titel")
        return " ".join(paragraph.text for paragraph in found.paragraphs)

    def _service_area(self, record: Record) -> None:
        found = record.find("serviceområde")
        if found is None:
            return
        text = text_of(found.paragraphs)
        if self.service_area is None:
            self.service_area = text
        if text == self.service_area:
            self.ledger.place([found.line], "Serviceområde")
        else:
            self.ledger.ask(
                found.line,
                f"serviceområdet er {quoted(text)}, men {quoted(self.service_area)} ovenfor. Det første er brugt.",
            )

    def _goals(self, record: Record, place: str) -> tuple[tree.Goal, ...]:
        found = record.find("mål$|årsmål|resultatmål")
        if found is None or not found.paragraphs:
            raise ReadError(f"Felterne fra linje {record.fields[0].line.number} har intet »Mål« med tekst.")
        for number, paragraph in enumerate(found.paragraphs, start=1):
            self._place(paragraph, f"{place} › mål {number}")
        return tuple(
            goal_of(number, paragraph.text) for number, paragraph in enumerate(found.paragraphs, start=1)
        )

    def _actions(self, record: Record, place: str) -> str:
        found = record.find("veje til|indsats|handling")
        if found is None:
            return ""
        self.actions_key = self.actions_key or found.key
        self.ledger.place([found.line], f"{place} › {self.actions_key}")
        for paragraph in found.paragraphs:
            if paragraph.line != found.line:
                self._place(paragraph, f"{place} › {self.actions_key}")
        return text_of(found.paragraphs)

    def _answering(self, record: Record, place: str) -> list[Paragraph]:
        """The paragraphs of the status; where its key is missing, those from "Ad 1:" on."""
        if found := record.find("status"):
            return [*found.paragraphs, *found.answers]
        rest = [paragraph for found in record.fields for paragraph in found.answers]
        if rest:
            self.ledger.ask(
                rest[0].line,
                f"{place.lower()} har intet felt »Status …«; teksten fra {quoted(rest[0].text[:30])} er læst "
                "som status. Er det rigtigt?",
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
                    self.ledger.ask(paragraph.line, f"{place.lower()}, mål {current}, er vurderet to gange.")
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
                self.ledger.ask(line, f"{place.lower()}, mål {number}, er ikke vurderet. Mangler der noget?")
        for number, paragraphs in answers.items():
            self._leave(
                paragraphs,
                f"{place.lower()} har intet mål {number}"
                if number
                else f"teksten i {place.lower()} siger ikke, hvilket mål den handler om",
            )
        return built

    def _assessment(
        self, number: int, paragraphs: list[Paragraph], theme: tree.Theme, place: str
    ) -> tree.Assessment:
        for position, paragraph in enumerate(paragraphs, start=1):
            self._place(paragraph, f"{place} › Ad {number} › afsnit {position}")
        text = text_of(paragraphs)
        verdict = verdict_of(text)
        if verdict is None:
            self.ledger.ask(
                paragraphs[0].line,
                f"{place.lower()}, mål {number}: af teksten fremgår det ikke klart, om målet er opfyldt. "
                "Det er sat til »kan ikke vurderes«. Hvad er det?",
            )
        ref = tree.GoalRef(self.year, theme.slug, number)
        return tree.Assessment(ref, verdict or "cannot_be_assessed", text)

    def _place(self, paragraph: Paragraph, place: str) -> None:
        self.ledger.place([Line(paragraph.line.number, paragraph.text)], place)

    def _leave(self, paragraphs: list[Paragraph], why: str) -> None:
        for paragraph in paragraphs:
            self._place(paragraph, "")
        self.ledger.ask(paragraphs[0].line, f"{why}; teksten er ikke taget med. Hvor hører den til?")
