"""The shares of the shapes, form by form: `python -m tests.intake.shapes.measuring [shape [form]]`, by the measure of
`tests.intake.scoring`."""

import sys
from collections import Counter
from functools import cache

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
    found, wanted = scoring.items_of(recognised(shape, ending)), source_of(shape).items
    return scoring.Score(sum((Counter(found) & Counter(wanted)).values()), len(found), len(wanted))


def wrong_of(shape: str, ending: str) -> tuple[list[scoring.Item], list[scoring.Item]]:
    """What is found and wrong, and what is missing."""
    found, wanted = Counter(scoring.items_of(recognised(shape, ending))), Counter(source_of(shape).items)
    return list((found - wanted).elements()), list((wanted - found).elements())


def false_headings(shape: str, ending: str) -> list[str]:
    source = source_of(shape)
    wanted = {scoring.plain(heading) for heading in source.headings}
    wanted |= {
        text for kind, text, _parent, _number in source.items if kind == "theme"
    }  # also one in a table
    return [
        heading
        for heading in scoring.headings_of(recognised(shape, ending))
        if not any(
            scoring.plain(heading) == one
            or one.endswith(f" {scoring.plain(heading)}")
            or one.startswith(f"{scoring.plain(heading)} ")
            for one in wanted
        )
    ]


def table() -> str:
    lines = [" | ".join(["shape", *MAKERS])]
    totals = {ending: scoring.Score(0, 0, 0) for ending in MAKERS}
    for shape in NAMES:
        cells = [shape]
        for ending in MAKERS:
            score = score_of(shape, ending)
            totals[ending] += score
            false = len(false_headings(shape, ending))
            cells.append(f"{score.precision:.0f}/{score.recall:.0f}" + (f" ({false}f)" if false else ""))
        lines.append(" | ".join(cells))
    lines.append(" | ".join(["all", *(f"{t.precision:.1f}/{t.recall:.1f}" for t in totals.values())]))
    return "\n".join(lines)


def _told(shape: str, ending: str) -> None:
    for piece in recognised(shape, ending).pieces:
        print(
            piece.id, piece.parent, piece.role, piece.number, repr(piece.text[:90]), piece.form, piece.reason
        )
    wrong, missing = wrong_of(shape, ending)
    print("WRONG", *wrong, "MISSING", *missing, "FALSE", *false_headings(shape, ending), sep="\n  ")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if len(sys.argv) == 3:
        _told(*sys.argv[1:])
    elif len(sys.argv) == 2:
        for one in MAKERS:
            print(one, *wrong_of(sys.argv[1], one), false_headings(sys.argv[1], one), sep="\n  ")
    else:
        print(table())
