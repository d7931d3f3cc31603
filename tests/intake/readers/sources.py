"""The five real sources, read."""

from functools import cache

from django.conf import settings

from documents import tree
from intake.readers.follow_up import read_follow_up
from intake.readers.parse_result import ParseResult
from intake.readers.plan import read_plan
from intake.readers.source_lines import read_text

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
def plan(name: str) -> ParseResult:
    municipality, year = PLANS[name]
    return read_plan(text(name), municipality=municipality, year=year)


@cache
def follow_up() -> ParseResult:
    return read_follow_up(text(FOLLOW_UP), municipality=HERNING, year=2020)


def place_of(result: ParseResult, number: int) -> list[str]:
    return [placement.place for placement in result.placements if placement.number == number]
