"""Search as data: what the page of search results has, in the words of the other lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from website.domain.records import ids
from website.domain.records.columns import column, columns_of
from website.domain.records.query import Query
from website.domain.records.resources import OF_GROUP, OF_MUNICIPALITY, OF_YEAR, Filter
from website.domain.search import Filters, Hit, Results, search
from website.domain.search.question import LONGEST_QUERY
from website.enums import SearchKind

NAME = "soeg"
TITLE = _("Searching")
ABOUT = _("The parts of what has been published that answer a search, the best first.")
KINDS: Mapping[str, SearchKind] = {
    "tema": SearchKind.THEME,
    "maal": SearchKind.GOAL,
    "indsats": SearchKind.INITIATIVE,
    "afsnit": SearchKind.SECTION,
    "plan": SearchKind.PLAN,
    "opfoelgning": SearchKind.FOLLOW_UP,
}
CODES = {kind: code for code, kind in KINDS.items()}
FILTERS = (
    Filter(
        "q",
        _("The words to search for."),
        rf"[\s\S]{{1,{LONGEST_QUERY}}}",
        "mentor",
        required=True,
    ),
    OF_MUNICIPALITY,
    OF_YEAR,
    OF_GROUP,
    Filter("type", _("What kind of part it is."), "|".join(KINDS), "maal", tuple(KINDS)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRecord:
    address: str = column("adresse", _("The page where it can be read."))
    kind: str = column("type", _("What kind of part it is."), *KINDS)
    title: str = column("titel", _("The title."))
    excerpt: str = column("uddrag", _("The sentence that answers, as plain text."))
    place: str = column("sted", _("Where in the plan it is."))
    municipality_name: str = column("kommune", _("The municipality's name."))
    municipality: str = column("kommune_id", _("The municipality in the portal's addresses."))
    plan: str = column("plan", _("The plan's title."))
    year: int = column("aar", _("The plan's first year."))
    years: str = column("periode", _("The plan's year or years, in words."))
    state: str = column("tilstand", _("What a reader is told of the plan: in force, older …"))
    is_old: bool = column("aeldre", _("Whether a newer one has replaced it."))
    is_proposal: bool = column("forslag", _("Whether it is a proposal that has not been adopted."))
    target_group_ids: tuple[str, ...] = column(
        "maalgruppe_id", _("For whom: the target groups, written as in addresses.")
    )


COLUMNS = columns_of(HitRecord)


@dataclass(frozen=True, slots=True)
class FoundRecords:
    results: Results

    @property
    def pages(self) -> int:
        return max(1, self.results.pages)

    @property
    def records(self) -> list[HitRecord]:
        return [_record(hit) for hit in self.results.hits]

    @property
    def about(self) -> dict[str, Any]:
        found = self.results
        return {
            "antal": found.total,
            "flere": found.is_more,
            "rettet": dict(found.corrected),
            "nogle_ord": found.some_words,
            "forslag": list(found.near),
        }


def results_of(query: Query) -> FoundRecords:
    chosen = query.chosen
    filters = Filters(
        municipality=chosen.get("kommune", ""),
        year=query.selection.year,
        kind=KINDS[chosen["type"]] if "type" in chosen else "",
        group=chosen.get("maalgruppe", ""),
    )
    return FoundRecords(search(chosen["q"], filters, query.page))


def _record(hit: Hit) -> HitRecord:
    return HitRecord(
        address=ids.absolute(hit.address),
        kind=CODES[hit.kind],
        title=hit.title_text,
        excerpt=hit.excerpt_text,
        place=hit.place,
        municipality_name=hit.municipality_name,
        municipality=hit.municipality,
        plan=hit.plan,
        year=hit.year,
        years=hit.years,
        state=hit.state,
        is_old=hit.is_old,
        is_proposal=hit.is_proposal,
        target_group_ids=hit.target_groups,
    )


def about_schema() -> dict[str, dict[str, Any]]:
    """Of what a page says beside its records."""
    words: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    spelled = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        "antal": {"type": "integer", "description": gettext("How many there are.")},
        "flere": {"type": "boolean", "description": gettext("Whether there are more than that.")},
        "rettet": {
            **spelled,
            "description": gettext("Words that are not published, and what was searched for."),
        },
        "nogle_ord": {"type": "boolean", "description": gettext("Whether nothing has all the words.")},
        "forslag": {**words, "description": gettext("Words to try where nothing was found.")},
    }
