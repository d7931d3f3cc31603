"""Targets that the words of a goal seem to say: offered, and never stored without a yes."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from documents.tree import Area, Operator, Target, Unit
from intake.recognise.decisions import DATE, MONTHS, date_of

FIGURE = r"(?P<value>\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,4})?|\d{1,9}(?:,\d{1,4})?)"
LIMIT = re.compile(
    rf"\b(?P<word>mindst|minimum|højst|maksimalt|maks\.?|under|over|mere end|flere end|færre end|ikke over|ikke under|ned til|op til|være)"
    rf"\s+(?:på\s+|være\s+)?{FIGURE}(?P<rest>\s*(?:%|procent\w*|[a-zæøå-]+)?)",
    re.IGNORECASE,
)
FROM_TO = re.compile(
    rf"\bfra\s+(?P<base>\d[\d.,]*)\s*(?:%|procent)?\s+til\s+{FIGURE}(?P<rest>\s*(?:%|procent\w*|[a-zæøå-]+)?)",
    re.IGNORECASE,
)
THEN = re.compile(rf"(?:\b(?:og|samt) |, ?){FIGURE}(?P<rest>) i (?P<year>20\d\d)")
RELATIVE = re.compile(
    r"\b(?P<word>færre|lavere|kortere|mindre|højere|flere|større|bedre|længere)\s+(?:[\wæøå-]+\s+){0,3}?end\s+"
    r"(?P<other>(?:gennemsnittet\s+(?:i|for|af)\s+)?(?:landsgennemsnittet|hele\s+landet|resten\s+af\s+landet|klyngen|"
    r"Region\s+[A-ZÆØÅ]\w+|RAR\s+[A-ZÆØÅ]\w+(?:\s+[A-ZÆØÅ]\w+)?))",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"status|resultat|realiseret|udgangspunkt|baseline|faktisk|niveau|nuværende", re.IGNORECASE
)
"""What a column is headed that tells how it was."""
HOLDS = re.compile(r"\bmå\s+ikke\s+(?P<way>stige|falde|vokse)", re.IGNORECASE)
OPERATORS: dict[str, Operator] = {
    **dict.fromkeys(("mindst", "minimum", "ikke under", "op til"), "at_least"),
    **dict.fromkeys(("højst", "maksimalt", "maks", "maks.", "ikke over", "ned til"), "at_most"),
    **dict.fromkeys(("under", "færre end"), "below"),
    **dict.fromkeys(("over", "mere end", "flere end"), "above"),
}
LOWER = {"færre", "lavere", "kortere", "mindre"}
DUE = re.compile(
    rf"(?:udgangen af|i|inden|senest|ultimo)\s+(?:(?P<month>{'|'.join(MONTHS)})\s+)?(?P<year>20\d\d)",
    re.IGNORECASE,
)
UNITS: tuple[tuple[re.Pattern[str], Unit], ...] = (
    (re.compile(r"\s*(?:%|procent\b)"), "percent"),
    (re.compile(r"\s*helårsperson", re.IGNORECASE), "whole_year_persons"),
    (re.compile(r"\s*fuldtidsperson", re.IGNORECASE), "full_time_persons"),
    (re.compile(r"\s*(?:person|unge|borger|ledig|langtidsledig|flygtning|syge)", re.IGNORECASE), "persons"),
    (re.compile(r"\s*(?:kr|mio)", re.IGNORECASE), "kroner"),
)


def number_of(words: str) -> Decimal:
    """As it is written in Danish: "1.240", "4,6"."""
    return Decimal(words.strip(".").replace(".", "").replace(",", "."))


def targets_in(text: str) -> Iterator[tuple[str, Target]]:
    """Of a bare text: the words, and what they say."""
    for sentence in re.split(r"(?<=[a-zæøå%\d][.!?])\s+(?=[A-ZÆØÅ])", text):
        yield from _of_sentence(sentence)


def _of_sentence(sentence: str) -> Iterator[tuple[str, Target]]:
    if match := FROM_TO.search(sentence):
        falls = bool(re.search(r"\bfald|\breducer|\bned", sentence, re.IGNORECASE)) or (
            number_of(match["value"]) < number_of(match["base"])
        )
        operator: Operator = "at_most" if falls else "at_least"
        yield match[0], Target(
            operator, value=number_of(match["value"]), unit=_unit(match, sentence),
            baseline=number_of(match["base"]), due=_due(sentence, match.end()),
        )  # fmt: skip
        return
    limits = [match for match in LIMIT.finditer(sentence) if _is_limit(match)]
    for match in limits:
        found = OPERATORS[match["word"].lower()]
        unit, due = _unit(match, sentence), _due(sentence, match.end())
        yield match[0].strip(), Target(found, value=number_of(match["value"]), unit=unit, due=due)
        if len(limits) == 1:
            for then in THEN.finditer(sentence, match.end()):
                last = date(int(then["year"]), 12, 31)
                yield then[0].strip(" ,"), Target(found, value=number_of(then["value"]), unit=unit, due=last)
    if limits:
        return
    if relative := RELATIVE.search(sentence):
        below = relative["word"].lower() in LOWER
        yield (
            relative[0],
            Target("below" if below else "above", comparator=_area(relative["other"]), due=_due(sentence, 0)),
        )
    elif holds := HOLDS.search(sentence):
        yield (
            holds[0],
            Target(
                "no_decrease" if holds["way"].lower() == "falde" else "no_increase", due=_due(sentence, 0)
            ),
        )


def _is_limit(match: re.Match[str]) -> bool:
    """ "under 30 år" is an age, and "over 26 uger" a duration."""
    word, rest = match["word"].lower(), match["rest"].strip().lower()
    if word == "være":
        return False
    return not (word in ("under", "over", "mere end") and rest in ("år", "uger", "måneder", "timer", "dage"))


def _unit(match: re.Match[str], sentence: str) -> Unit:
    after = sentence[match.end("value") :]
    return next((unit for pattern, unit in UNITS if pattern.match(after)), "other")


def _due(sentence: str, after: int) -> date | None:
    """The first day named after the figure, else the last one before it."""
    days = [(match.start(), date_of(match)) for match in DATE.finditer(sentence)]
    for match in DUE.finditer(sentence):
        month = MONTHS.index(match["month"].lower()) + 1 if match["month"] else 12
        year = int(match["year"])
        days.append((match.start(), date(year, month, calendar.monthrange(year, month)[1])))
    days = sorted((at, day) for at, day in days if day)
    later = [day for at, day in days if at >= after]
    return later[0] if later else days[-1][1] if days else None


def _area(words: str) -> Area:
    if match := re.search(r"Region\s+\w+", words, re.IGNORECASE):
        return Area("region", match[0])
    if match := re.search(r"RAR\s+.*", words):
        return Area("labour_market", match[0])
    if "klynge" in words.lower():
        return Area("cluster", "Klyngen")
    return Area("country", "Hele landet")


def targets_of_row(
    headings: tuple[str, ...], row: tuple[str, ...], text: str
) -> Iterator[tuple[str, Target]]:
    """A goal in a row of a table, with a column for each year."""
    lower = re.search(r"\bhøjst|\bmaks|\bunder\b|\bfærre", text, re.IGNORECASE)
    operator: Operator = "at_most" if lower else "at_least"
    unit: Unit = next(
        (unit for pattern, unit in UNITS if re.search(pattern.pattern.removeprefix(r"\s*"), text)), "other"
    )
    for heading, cell in zip(headings, row, strict=False):
        year = None if BEFORE.search(heading) else re.search(r"20\d\d", heading)
        figure = re.fullmatch(rf"{FIGURE}\s*%?", cell.strip())
        if year and figure:
            value, due = number_of(figure["value"]), date(int(year[0]), 12, 31)
            yield (
                f"{heading}: {cell}",
                Target(operator, value=value, unit="percent" if "%" in cell else unit, due=due),
            )
