"""What the interface calls values of which there are few: data, the same in each version of it."""

from documents.tree import AreaKind, FollowUpKind, Operator, PlanKind, Verdict
from website.enums import RESULTS

VERDICTS: dict[Verdict, str] = {verdict: code for code, verdict in RESULTS.items() if verdict}
PLAN_KINDS: dict[PlanKind, str] = {"plan": "plan", "strategy": "strategi"}
EDITION_KINDS = ("plan", "opfoelgning", "forslag")
REPORT_KINDS: dict[FollowUpKind, str] = {
    "final": "afsluttende",
    "mid_year": "undervejs",
    "review": "resultatrevision",
}
AREA_KINDS: dict[AreaKind, str] = {
    "municipality": "kommune",
    "region": "region",
    "labour_market": "arbejdsmarkedsomraade",
    "country": "landet",
    "cluster": "gruppe",
}
OPERATORS: dict[Operator, str] = {
    "below": "lavere-end",
    "at_most": "hoejst",
    "at_least": "mindst",
    "above": "hoejere-end",
    "no_increase": "ingen-stigning",
    "no_decrease": "intet-fald",
    "increase": "stigning",
    "decrease": "fald",
    "better_than": "bedre-end",
    "better_by_percent": "bedre-med-procent",
    "better_by_points": "bedre-med-point",
    "gap_shrinks": "mindre-forskel",
    "among_lowest": "blandt-laveste",
    "among_highest": "blandt-hoejeste",
    "delivered": "leveret",
}
