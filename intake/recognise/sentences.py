"""What the sentences of a paragraph are: a title with what is told of it, goals, goals in running text."""

import re

from intake.recognise import words

LONGEST_TITLE = 200
MOST_IN_A_TITLE = 5
FIRST_SENTENCE = re.compile(
    r"(?P<title>[^.]{3,80}?(?:\b\d{1,2}\.[^.]{1,60}?)?)\.\s+(?P<body>[A-ZÆØÅ].*)", re.DOTALL
)
BOLD_TITLE = re.compile(r"(?:\*\*|__)(?P<title>[^*]+?)[.:]?(?:\*\*|__)[.:]?\s*(?P<body>.*)", re.DOTALL)
SENTENCES = re.compile(r"(?<=[a-zæøå%\d)\\][.!?])\s+(?=[A-ZÆØÅ])")
ANAPHORA = re.compile(r"(?:Den|Det|De|Dette|Disse|Her|Heraf|Målet|Tallet)\b")
PROSE_GOAL = re.compile(
    r"(?:^|(?<=[.!?] ))(?:(?:Det er|Vi har|Kommunen har|Byrådet har)(?: \w+){0,2} (?:mål|målet|målsætningen|ambitionen)"
    r"|(?:Målet|Målsætningen|Ambitionen|Vores (?:\w+ )?(?:mål|målsætning|ambition)|Resultatmålet|Effektmålet) er)\b,?(?: også)?,?"
    r" (?:om )?at\b",
    re.IGNORECASE,
)
"""A sentence that says itself that it is a goal."""


def title_and_body(text: str) -> tuple[str, str]:
    """A part's title is what is set in bold with a full stop, or a short first sentence; else all of it."""
    bold = BOLD_TITLE.fullmatch(text)
    if bold and (
        re.search(r"[.:](?:\*\*|__)|(?:\*\*|__)[.:]", text[: bold.start("body")])
        or bold["body"][:1].isupper()
    ):
        return bold["title"].strip(), bold["body"].strip()
    bare = words.bare(text)
    first = FIRST_SENTENCE.fullmatch(bare)
    if first:
        return first["title"].strip(), first["body"].strip()
    bare = bare.removesuffix(".") if len(SENTENCES.split(bare)) == 1 else bare
    if len(bare) <= LONGEST_TITLE:
        return bare, ""
    cut = bare.rfind(" ", 0, LONGEST_TITLE - 2)
    return f"{bare[:cut]} …", bare


def is_titled(text: str) -> bool:
    """Whether a bare paragraph begins with a few words and a full stop, as a title set in bold is in plain text."""
    first = FIRST_SENTENCE.fullmatch(text)
    return first is not None and len(first["title"].split()) <= MOST_IN_A_TITLE


def goals_of(text: str) -> list[str]:
    """The goals of a paragraph: each sentence that could be one by itself; the others go with the one before."""
    goals: list[str] = []
    for sentence in SENTENCES.split(text):
        alone = not ANAPHORA.match(sentence) and (words.is_goalish(sentence) or re.search(r"\d", sentence))
        if goals and not alone:
            goals[-1] += f" {sentence}"
        else:
            goals.append(sentence)
    return goals
