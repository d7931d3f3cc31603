"""How headings and lead-ins look in Danish plans."""

import re
from typing import NamedTuple

from documents.tree import SectionKind
from intake.formats.laid_out import UNFINISHED

YEARS = r"(?P<first>20\d\d)(?:\s*[-–]\s*(?P<last>20\d\d))?"
CHAPTER = re.compile(
    r"(?P<label>(?:Kapitel|Kap\.)\s+\d+)\s*+[.:]?\s*+[-–]?\s*+(?P<title>\S.*)", re.IGNORECASE
)
ANNEX = re.compile(r"(?P<label>Bilag\s+(?:\d+|[A-Z]))\s*+[.:]?\s*+[-–]?\s*+(?P<title>\S.*)", re.IGNORECASE)
WILL = re.compile(rf"det vil vi(?: i (?:perioden )?{YEARS})?\s*:?", re.IGNORECASE)
DOES = re.compile(rf"det gør vi(?: i (?:perioden )?{YEARS})?\s*:?", re.IGNORECASE)
THEME = re.compile(
    r"(?P<label>Tema|Fokusområde|Indsatsområde|Pejlemærke)\s+\d+\s*+[.:]?\s*+[-–]?\s*+(?P<title>\S.*)",
    re.IGNORECASE,
)
LEVEL = re.compile(
    r"(?P<word>Pejlemærke|Hovedtema|Spor|Målsætning|Indsatsområde|Fokusområde|Tema)"
    r"(?:\s++(?P<label>[A-ZÆØÅ]|[IVX]{1,4}|\d{1,2}))?\s*+[.:–-]\s*+(?P<title>\S.*)",
    re.IGNORECASE,
)
"""A heading in a word for a level: which level, the other headings say."""
PLAN = re.compile(r"\b\w*(?:plan(?:en)?|strategi(?:en)?|politik(?:ken)?)\b", re.IGNORECASE)
GOALS = re.compile(r"(?:årsmål|resultatmål|følgende (?:lokale )?mål)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?P<number>\d{1,2})\.\s+(?P<title>\S.*)")

KNOWN: dict[str, SectionKind] = {
    "indledning": "introduction",
    "introduktion": "introduction",
    "forord": "foreword",
    "vision": "vision",
    "visionen": "vision",
    "budget": "budget",
}
LONGEST_HEADING = 110
LONGEST_WITH_COLON = 60
LONGEST_WITH_NUMBER = 200
SENTENCE_END = tuple('.:;!?…”"»)|')


class Label(NamedTuple):
    label: str
    title: str


def labelled(pattern: re.Pattern[str], text: str) -> Label | None:
    """ "Kapitel 4: - Budget" → ("Kapitel 4", "Budget")."""
    match = pattern.fullmatch(text)
    return Label(" ".join(match["label"].split()), match["title"].strip()) if match else None


def hashed(text: str) -> tuple[int, str] | None:
    """ "## Vision ##" → (2, "Vision")."""
    rest = text.lstrip("#")
    level = len(text) - len(rest)
    if not 1 <= level <= 6 or not rest[:1].isspace() or "\n" in text:
        return None
    return level, rest.rstrip("#").strip()


def is_structural(text: str) -> bool:
    """A heading even without empty lines around it."""
    text = text.strip()
    return bool(text.lower() in KNOWN or WILL.fullmatch(text) or DOES.fullmatch(text) or hashed(text))


def is_goal_lead_in(text: str) -> bool:
    """ "Der er fastsat følgende årsmål:" — what follows are the goals."""
    return text.endswith(":") and bool(GOALS.search(text))


def looks_like_heading(text: str, longest: int = LONGEST_HEADING) -> bool:
    """Short, capital first, no full stop: not proof, but what there is to go by in plain text."""
    return (
        "\n" not in text
        and len(text) <= longest
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".,;:!?…-"
        and text.split()[-1].lower() not in UNFINISHED
    )


def looks_like_heading_with_colon(text: str) -> bool:
    return (
        text.endswith(":")
        and len(text) <= LONGEST_WITH_COLON
        and not re.search(r"følgende|mål\b|\d:$", text, re.IGNORECASE)
        and looks_like_heading(text.rstrip(": "))
    )


def ends_a_sentence(text: str) -> bool:
    return text.rstrip("*_ ").endswith(SENTENCE_END)


def section_kind(title: str, label: str) -> SectionKind:
    """What a part holds, from its printed number and its title."""
    lower = title.lower()
    if label.lower().startswith("bilag"):
        return "goal_overview" if "oversigt" in lower and "mål" in lower else "annex"
    if re.search(r"ministermål|ministerens mål", lower):
        return "national_goals"
    if re.match(r"strategier\b", lower):
        return "strategies"
    if lower.startswith("budget"):
        return "budget"
    if re.match(r"(?:temaer|fokusområder|indsatsområder|pejlemærker)\b", lower):
        return "themes"
    return KNOWN.get(lower, "chapter" if label else "text")


def same(one: str, other: str) -> bool:
    """Equal but for case, spacing, markup and a full stop."""
    return normal(one) == normal(other)


def same_plan(one: str, other: str) -> bool:
    """Titles that differ in a definite ending or in naming the year are of one plan."""
    bare = [
        re.sub(rf"\s*{YEARS}", "", re.sub(r"(plan|strategi|politik)(?:k?en)\b", r"\1", normal(title)))
        for title in (one, other)
    ]
    return bare[0] == bare[1]


def normal(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", text).split()).casefold().rstrip(" .:;")
