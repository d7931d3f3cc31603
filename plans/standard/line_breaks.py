"""Where a line of a paragraph ends for good: before a numbered line, and in an address."""

import re
from collections.abc import Sequence

NUMBERED = re.compile(
    r"\d{1,9}\.?[.)](?: |$)|\d{1,3}[.)](?=[^\W\d_])|[A-ZÆØÅa-zæøå\d]: |\d\d: |(?:19|20)\d\d:|"
    r"\((?:\d{1,3}|[a-zæøåA-ZÆØÅ]|[ivx]{1,6}|[IVX]{1,6})\) |\[\d{1,3}\] |[¹²³⁴⁵⁶⁷⁸⁹]{1,2} ?(?=\S)|\*{1,3}\)? |"
    r"[a-zæøå][.)] |([a-zæøå])\1\) |[A-ZÆØÅ]\) |[IVX]{1,6}[.)] |[ivx]{1,6}[.)] |[→➔➜⇒] |[-=]{1,2}> |"
    r"[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f? |"
    r"§+ ?\d|(?:[Ss]tk|[Nn]r|[Pp]kt|[Aa]d)\.? \d|Kl\.? ?\d|[A-ZÆØÅ][a-zæøå]{1,20} \d{1,4}(?:\.\d{1,2})*[.:] |"
    r"\d{1,2}(?:\.\d{1,2}){1,4}\.? [A-ZÆØÅ]|\d{1,2} ?[-–] ?(?:\d{1,2} )?[A-ZÆØÅ]|\d{1,2}:\d\d(?: ?[-–] ?\d{1,2}:\d\d)? [A-ZÆØÅ]|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{1,2}/\d{1,2} (?:19|20)\d\d\b"
)
CAPITAL = re.compile(r"([A-ZÆØÅ])\. \S")
"""A list's only where they run on from line to line: else an initial's."""
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
LABEL = re.compile(r"[A-ZÆØÅ][^.:;!?]{1,30}: \S")
"""`Mål: …`, and below it `Frist: …`: one of them alone may be a sentence's."""
EMPHASIS = re.compile(r"(?<!\S)[*_~]{1,3}(?=[^\s*_~)])|(?<=[^\s*_~])[*_~]{1,3}(?![^\s.,:;!?)])")
YEAR = re.compile(r"(?:19|20)\d\d")
COUNTED = re.compile(r"\d+|(?<![^\W_])(?:[^\W\d_]|[ivxIVX]{2,6})(?![^\W_])")
LONG_LINE = 60
"""Characters. A longer line that stops in the middle of a sentence was only broken by a program."""
SENTENCE_END = (".", ":", ";", "!", "?", "”", '"', "»", ")")
SHORT_LINE = 60
POSTCODE = re.compile(r"(?:DK[- ]?)?(?!20[01][1-9]|20[2-9]\d)\d{4} [A-ZÆØÅ][^\d.;:!?]{1,40}")
"""`7400 Herning`; the years 2011 to 2019 and 2021 to 2099 are nobody's postal code."""
STREET = re.compile(r"[A-ZÆØÅ][^\d;:!?]{1,40} \d{1,4} ?[A-Za-z]?(?:, [^;:!?]{1,20})?,?")
CONTACT = re.compile(
    r"(?:(?:tlf|telefon|tel|mobil|fax)\b\.?:? ?\+?\d[\d ]*|\+?\d\d(?: \d\d){3}|\d{8}|"
    r"(?:(?:e-?)?mail|e-?post):? ?\S+@\S+|<?[^\s@<>]+@[^\s@<>]+>?|<?(?:https?://|www\.)\S+>?|"
    r"(?:cvr|ean|p-nr)\b[-.a-zæøå]*:? ?\d[\d ]*|att\.? ?:? ?\S.*|"
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag[^.]{0,30}(?:kl\. ?)?\d.{0,30}|"
    r"(?:man|tirs?|ons|tors?|fre|lør|søn)\.[^\d]{0,20}\d.{0,30})",
    re.IGNORECASE,
)
"""A telephone number, an address of mail or web, opening hours: a whole line of one."""
MOST_ABOVE = 4
"""Lines of a name over the street."""


def breaks(lines: Sequence[str]) -> list[bool]:
    """For each line but the last: whether it ends for good where it ends."""
    if len(lines) < 2:
        return []
    said = [_said(line) for line in lines]
    signed = _signed(said)
    addressed = _addressed(said)
    return [
        addressed[index] or (signed[index + 1] and _may_end(said, signed, index))
        for index in range(len(lines) - 1)
    ]


def head_form(line: str) -> str:
    """What a line over a list is like, the same for `Mål 1: …` and `Mål 2: …`; "" of words alone."""
    said = _said(line)
    if found := NUMBERED.match(said):
        return COUNTED.sub(lambda sign: "0" if sign[0].isdecimal() else "a", found[0])
    if said[:1].isupper() and (said.endswith(":") or LABEL.match(said)):
        return ":"
    if YEAR.fullmatch(said):
        return "0"
    return "**" if line.startswith("**") and line.rstrip().endswith("**") else ""


def _said(line: str) -> str:
    """Without emphasis, and with one kind of space."""
    if any(sign in line for sign in "*_~"):
        line = EMPHASIS.sub("", line)
    return " ".join(line.split())


def _may_end(said: Sequence[str], signed: Sequence[bool], index: int) -> bool:
    line = said[index]
    is_in_run = signed[index] or any(signed[index + 2 : index + 3])
    return is_in_run or len(line) < LONG_LINE or line.endswith(SENTENCE_END)


def _signed(said: Sequence[str]) -> list[bool]:
    """Whether each line begins with a sign of its own."""
    signed = [NUMBERED.match(line) is not None for line in said]
    labelled = [index for index, line in enumerate(said) if LABEL.match(line)]
    for index in _capitals(said) + (labelled if len(labelled) > 1 else []):
        signed[index] = True
    return signed


def _capitals(said: Sequence[str]) -> list[int]:
    """The lines with A., B. and so on, of which there are two at least."""
    found: list[int] = []
    run: list[int] = []
    for index, line in enumerate(said):
        sign = CAPITAL.match(line)
        if sign is None:
            continue
        if sign[1] == "A":
            run = []
        if sign[1] == CAPITALS[len(run) : len(run) + 1]:
            run.append(index)
            found += run if len(run) == 2 else run[2:][-1:]
    return found


def _addressed(lines: Sequence[str]) -> list[bool]:
    """The ends of lines that belong to an address: the postal code's line with the short lines above it, and
    lines that are a way to get hold of somebody."""
    ends = [False] * len(lines)
    contacts = [len(line) <= SHORT_LINE and CONTACT.fullmatch(line) is not None for line in lines]
    for index, line in enumerate(lines):
        if contacts[index]:
            ends[index] = ends[index] or _is_short(lines, index + 1)
            ends[index - 1] = ends[index - 1] or (index > 0 and _is_short(lines, index - 1))
        elif index and POSTCODE.fullmatch(line) and _is_short(lines, index - 1):
            for above in range(index - 1, max(-1, index - 1 - MOST_ABOVE), -1):
                if not _is_short(lines, above) or (above < index - 1 and lines[above].endswith(SENTENCE_END)):
                    break
                ends[above] = True
        elif index and STREET.fullmatch(line) and contacts[index - 1]:
            ends[index - 1] = True
    return ends


def _is_short(lines: Sequence[str], index: int) -> bool:
    return 0 <= index < len(lines) and len(lines[index]) <= SHORT_LINE
