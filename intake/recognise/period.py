"""Which years a document is for, what kind it is, and whose it says that it is."""

import re
from collections import Counter
from collections.abc import Iterable

from intake.recognise import words
from intake.recognise.shape import Shape
from intake.recognised import DocumentKind

GOES_FOR = re.compile(
    rf"\b(?:gælder|dækker|perioden|årene|planperioden)\b[^.]{{0,40}}?\b(?P<first>{words.YEAR})\s*(?:[-–—]|til(?: og med)?|og)\s*(?P<last>{words.YEAR})",
    re.IGNORECASE,
)
ONWARDS = re.compile(
    rf"\b(?:fra (?P<first>{words.YEAR}) og frem|(?P<second>{words.YEAR}) og frem(?:efter)?)\b", re.IGNORECASE
)
VERDICT = re.compile(
    r"\b(?:del|års|resultat)?mål(?:et|sætningen)\b[^.]{0,60}?\b(?P<not>ikke\s+)?(?P<partly>(?:kun\s+)?delvis(?:t)?\s+)?(?:er\s+)?(?P<not2>ikke\s+)?(?P<partly2>delvis(?:t)?\s+)?"
    r"(?:nået|opfyldt|indfriet|opnået)\b",
    re.IGNORECASE,
)


def period_of(shape: Shape) -> tuple[int, int | None]:
    """First and last year; 0 where the document names none."""
    title = shape.title.line.text if shape.title else ""
    for text in [title, *(line.text for line in shape.lines[:12] if line.block.kind != "furniture")]:
        match = words.PERIOD.search(text)
        if match and (text is title or match["last"] or words.PLAN_WORD.search(text)):
            return _years(match)
    body = [line.text for line in shape.lines]
    for text in body:
        if match := GOES_FOR.search(text):
            return int(match["first"]), int(match["last"])
        if match := ONWARDS.search(text):
            return int(match["first"] or match["second"]), None
    return _most_named(shape)


def _years(match: re.Match[str]) -> tuple[int, int]:
    first, last = int(match["first"]), match["last"]
    if not last:
        return first, first
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (first, end) if first <= end <= first + 12 else (first, first)


def _most_named(shape: Shape) -> tuple[int, int]:
    heads = Counter(int(year) for head in shape.heads for year in re.findall(words.YEAR, head.line.text))
    leads = Counter(
        int(year) for line in shape.lines if line.lead for year in re.findall(words.YEAR, line.text)
    )
    counted = (
        leads
        or heads
        or Counter(int(year) for line in shape.lines for year in re.findall(rf"\b{words.YEAR}\b", line.text))
    )
    year = counted.most_common(1)[0][0] if counted else 0
    return year, year


def kind_of(shape: Shape) -> DocumentKind:
    """A report on results and a sheet of figures are told from a plan by their title, or by what they say."""
    title = shape.title.line.text if shape.title else ""
    told = sum(
        bool(VERDICT.search(line.text)) for line in shape.lines if line.block.kind in ("paragraph", "item")
    )
    if words.REVIEW_WORD.search(title) or (told >= 2 and not shape.themes):
        return "review"
    if words.FIGURES_WORD.search(title) and not shape.themes:
        return "figures"
    if "strategi" in title.lower():
        return "strategy"
    return "plan" if words.PLAN_WORD.search(title) or shape.themes else "unknown"


def municipality_of(texts: Iterable[str]) -> str:
    """The one that is named most often."""
    found = Counter(
        " ".join(part if not part.isupper() else part.capitalize() for part in match["name"].split())
        for text in texts
        for match in words.MUNICIPALITY.finditer(text)
    )
    found.pop("Vores", None)
    return found.most_common(1)[0][0] if found else ""
