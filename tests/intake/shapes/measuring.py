"""The shares of the shapes, form by form, by the measure of `tests.intake.scoring`: `python -m
tests.intake.shapes.measuring [SHAPE …]`, or with a shape and a form what is made of it."""

import os
import sys
from functools import cache

import django

from intake.formats.reading import read
from intake.outline import Outline
from intake.recognise.reading import recognise
from intake.recognised import Recognised
from tests.intake import scoring
from tests.intake.shapes.forms import MAKERS, file_of
from tests.intake.shapes.source import NAMES, source_of


@cache
def outline_of(shape: str, ending: str) -> Outline:
    return read(file_of(shape, ending), f"{shape}.{ending}")


@cache
def recognised(shape: str, ending: str) -> Recognised:
    return recognise(outline_of(shape, ending))


def score_of(shape: str, ending: str) -> scoring.Score:
    return scoring.score(scoring.items_of(recognised(shape, ending)), source_of(shape).items)


def wrong_of(shape: str, ending: str) -> tuple[list[scoring.Item], list[scoring.Item]]:
    """What is found and wrong, and what is missing."""
    return scoring.differences(scoring.items_of(recognised(shape, ending)), source_of(shape).items)


def false_headings(shape: str, ending: str) -> list[str]:
    source = source_of(shape)
    wanted = {scoring.plain(heading) for heading in source.headings}
    wanted |= {
        text for kind, text, _parent, _number in source.items if kind == "theme"
    }  # also one in a table
    return scoring.not_among(scoring.headings_of(recognised(shape, ending)), wanted)


def table(*shapes: str) -> str:
    lines = [" | ".join(["shape", *MAKERS])]
    totals = {ending: scoring.Score(0, 0, 0) for ending in MAKERS}
    for shape in shapes or NAMES:
        cells = [shape]
        for ending in MAKERS:
            score = score_of(shape, ending)
            totals[ending] += score
            false = len(false_headings(shape, ending))
            cells.append(f"{score.precision:.0f}/{score.recall:.0f}" + (f" ({false}f)" if false else ""))
        lines.append(" | ".join(cells))
    lines.append(" | ".join(["all", *(f"{t.precision:.1f}/{t.recall:.1f}" for t in totals.values())]))
    return "\n".join(lines)


def told(shape: str, ending: str) -> str:
    """Each piece, and what is wrong."""
    pieces = (
        f"{one.id} {one.parent} {one.role} {one.number} {one.text[:90]!r} {one.form} {one.reason}"
        for one in recognised(shape, ending).pieces
    )
    wrong, missing = wrong_of(shape, ending)
    ends = ["WRONG", *wrong, "MISSING", *missing, "FALSE", *false_headings(shape, ending)]
    return "\n".join([*pieces, *map(str, ends)])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    asked = sys.argv[1:]
    sys.stdout.write(f"{told(*asked) if asked[1:] and asked[1] in MAKERS else table(*asked)}\n")
