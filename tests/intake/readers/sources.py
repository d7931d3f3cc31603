"""The five real sources, read."""

from functools import cache

from django.conf import settings

from documents import tree
from intake.formats.reading import read
from intake.outline import Outline
from intake.plan_in import result_of
from intake.readers.follow_up import read_follow_up
from intake.readers.parse_result import ParseResult
from intake.readers.source_lines import read_text
from intake.recognise.reading import recognise

HERNING = tree.Municipality(name="Herning Kommune", short_name="Herning", slug="herning", code="657")
HEDENSTED = tree.Municipality(name="Hedensted Kommune", short_name="Hedensted", slug="hedensted", code="766")

PLANS = {
    "hedensted-2017-plan": (HEDENSTED, 2017),
    "herning-2018-unge-webside": (HERNING, 2018),
    "herning-2018-kanten-webside": (HERNING, 2018),
    "herning-2019-plan": (HERNING, 2019),
}
FOLLOW_UP = "herning-2020-maalopfoelgning"


def text(name: str) -> str:
    return read_text(settings.BASE_DIR / "fixtures" / "sources" / f"{name}.txt")


@cache
def outline(name: str) -> Outline:
    return read(text(name).encode(), f"{name}.txt")


@cache
def plan(name: str) -> ParseResult:
    municipality, year = PLANS[name]
    return result_of(recognise(outline(name)), outline(name), municipality, year)


@cache
def follow_up() -> ParseResult:
    return read_follow_up(text(FOLLOW_UP), municipality=HERNING, year=2020)


def place_of(result: ParseResult, number: int) -> list[str]:
    return [placement.place for placement in result.placements if placement.number == number]
