"""Decisions in a text: who, when, with what outcome and votes."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from documents.tree import Decision, Outcome

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
DATE = re.compile(
    rf"(?:den\s+)?(?P<day>\d{{1,2}})\.\s*(?P<month>{'|'.join(MONTHS)})\s+(?P<year>(?:19|20)\d\d)"
    r"|(?:den\s+)?(?P<day2>\d{1,2})[./-](?P<month2>\d{1,2})[./-](?P<year2>(?:19|20)\d\d)",
    re.IGNORECASE,
)
BODY = re.compile(
    r"(?:[A-ZÆØÅ][\wæøåÆØÅ]*-(?:,| og) )*(?:[A-ZÆØÅ][\wæøåÆØÅ-]* (?=Byråd\b|Kommunalbestyrelse\b|Kommunes))?(?:Kommunes )?"
    r"[A-ZÆØÅ][\wæøåÆØÅ-]*(?:udvalg(?:et)?|[Bb]yråd(?:et)?|bestyrelse(?:n)?|råd(?:et)?|[Mm]agistrat(?:en)?)\b"
    r"|(?:Byråd(?:et)?|byrådet|kommunalbestyrelsen|Borgerrepræsentationen|Udvalget for [A-ZÆØÅ][\wæøå]+(?: og [A-ZÆØÅ]?[\wæøå]+)?|Kommunalbestyrelsen|Magistraten)\b"
)
"""A board by how its name ends; it is written with a capital."""
_OUTCOMES: tuple[tuple[str, Outcome], ...] = (
    (r"\b(?:forkast|afvis|ikke godkend)\w*", "rejected"),
    (r"\b(?:sendt? i høring|i høring)", "in_hearing"),
    (r"\b(?:hørt|afgav høringssvar|høringssvar fra)\b", "heard"),
    (r"\b(?:sendt? tilbage|tilbagesend)\w*", "sent_back"),
    (r"\b(?:anbefal|indstil)\w*", "recommended"),
    (r"\b(?:godkend|vedt[ao]g|tiltr[åa]d|beslutte|vedtog)\w*", "adopted"),
    (r"\b(?:behandl|drøft|orienter|til efterretning)\w*", "noted"),
)
OUTCOMES = tuple((re.compile(pattern, re.IGNORECASE), outcome) for pattern, outcome in _OUTCOMES)
VOTES = re.compile(
    r"\b\d{1,3} stemmer? for\b[^.;]{0,60}?\bimod\b(?: \d{1,3})?|\b\d{1,3} for og \d{1,3} imod|\benstemmigt"
    r"|\bmed \d{1,3} stemmer mod \d{1,3}",
    re.IGNORECASE,
)
TO_ANOTHER = re.compile(r"\b(?:til|over ?for)\s+$", re.IGNORECASE)
"""Before the board that somebody else sends the plan on to."""
ENDORSED = re.compile(r"\btiltr[åa]d\w*", re.IGNORECASE)
"""A committee that does so leaves the decision to the council."""
COUNCIL = re.compile(r"byråd|kommunalbestyrelse|borgerrepræsentation", re.IGNORECASE)
FILLERS = re.compile(
    r"\b(?:planen|strategien|beskæftigelsesplanen|den|af|i|på|med|blev|er|og|har|mødet|møde|sit|stemmer|for|imod|"
    r"kommune|kommunes|endeligt|[A-ZÆØÅ]\w+ Kommune)\b",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """`whole`: no other words of the text are left over."""

    decisions: tuple[Decision, ...]
    whole: bool
    certain: bool


def date_of(match: re.Match[str]) -> date | None:
    try:
        if match["day"]:
            month = MONTHS.index(match["month"].lower()) + 1
            return date(int(match["year"]), month, int(match["day"]))
        return date(int(match["year2"]), int(match["month2"]), int(match["day2"]))
    except ValueError:
        return None


def decisions_in(text: str, *, deciding: bool) -> Found:
    """Those that a bare text tells. `deciding`: the section is about decisions, so that a board and a date alone are
    one."""
    found: list[Decision] = []
    certain = True
    left = text
    last = ""
    for clause, outcome, sure in _clauses(text):
        bodies, dated = list(BODY.finditer(clause)), DATE.search(clause)
        day = date_of(dated) if dated else None
        if day is None or dated is None or not (sure or deciding) or not (bodies or last):
            continue
        before = [body for body in bodies if body.start() < dated.start()]
        deciding_bodies = [one for one in before if not TO_ANOTHER.search(clause[: one.start()])] or before
        body = deciding_bodies[-1][0] if before else bodies[0][0] if bodies else last
        last = body
        votes = VOTES.search(clause)
        by_body: Outcome = "adopted" if COUNCIL.search(body) else "recommended"
        made = outcome if outcome and not ENDORSED.search(clause) else by_body
        certain = certain and sure and bool(bodies)
        found.append(Decision(body[0].upper() + body[1:], day, made, votes=votes[0] if votes else ""))
        for part in (body if bodies else "", dated[0], votes[0] if votes else ""):
            left = left.replace(part, " ", 1) if part else left
    for pattern, _outcome in OUTCOMES:
        left = pattern.sub(" ", left)
    rest = re.findall(r"\w{2,}", FILLERS.sub(" ", left))
    return Found(tuple(found), not rest, certain)


def _clauses(text: str) -> Iterator[tuple[str, Outcome | None, bool]]:
    """Each date with the words that belong to it, and the outcome that the sentence names, if any."""
    for sentence in re.split(r"(?<=[a-zæøå\d][.!?])\s+(?=[A-ZÆØÅ])", text):
        named = next((outcome for pattern, outcome in OUTCOMES if pattern.search(sentence)), None)
        dates = list(DATE.finditer(sentence))
        start = 0
        for index, match in enumerate(dates):
            end = dates[index + 1].start() if index + 1 < len(dates) else len(sentence)
            after = sentence[match.end() : end]
            cut = re.search(r"[,;]| og (?=[A-ZÆØÅ]|(?:af|i|fra) [A-ZÆØÅ]|\w+(?:ede|te|tog|dt|t)\b)", after)
            stop = match.end() + (cut.start() if cut and index + 1 < len(dates) else len(after))
            clause = sentence[start:stop]
            own = next((outcome for pattern, outcome in OUTCOMES if pattern.search(clause)), None)
            yield clause, own or named, (own or named) is not None
            start = stop


def decisions_of_rows(
    rows: tuple[tuple[str, ...], ...], *, deciding: bool = True
) -> tuple[tuple[int, Decision], ...]:
    """Of a table of a board, a date and an outcome a row; the rows with them. Where the section is not about decisions,
    each row has to say all three."""
    found = []
    for number, row in enumerate(rows[1:], start=1):
        told = decisions_in(" ".join(cell.replace("\\", "") for cell in row), deciding=deciding)
        found += [(number, decision) for decision in told.decisions]
    return tuple(found) if len(found) * 2 > len(rows) - 1 else ()
