"""Danish words that a reader knows a document's parts by, and those that it writes into a document: data, and
the same whatever language the person who imports has chosen."""

import re

PAGE_NAMED = re.compile(r"\b(?:se )?side \d+\b", re.IGNORECASE)
FILE_NAMED = re.compile(r"\bvedhæftede? (?:fil|bilag)", re.IGNORECASE)
KEEPS_HYPHEN = re.compile(r"(?:og|eller|samt)\b")
"""What a word divided at a line's end is not whole with: "uddannelses-" + "og jobplan"."""

CONTENTS = re.compile(r"(?:#+ )?(?:indholdsfortegnelse|indhold):?", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"(?:side )?\d{1,3}(?: (?:af|/) \d{1,3})?|- \d{1,3} -", re.IGNORECASE)
PAGE_REFERENCE = re.compile(
    r"(?:(?<![\s.])\s*+\.{3,}+\s*+|(?<=\t)|(?<=\s{3}))(?:side )?\d{1,3}$", re.IGNORECASE
)
ANNEXES = "bilag"
"""What a contents list has above the annexes."""

MEASURED = re.compile(r"\d ?%|i forhold til|på niveau med", re.IGNORECASE)
"""Words that set a goal against a number or another area."""
MORE = re.compile(r"\b(?:færre|flere|lavere|højere|mindre|større|bedre)\b", re.IGNORECASE)
THAN = re.compile(r"\bend\b", re.IGNORECASE)
GOAL = "mål"
STRATEGY = "strategi"

THEME_FIELD = "fokusområde|tema|indsatsområde"
SERVICE_AREA_FIELD = "serviceområde"
GOALS_FIELD = "mål$|årsmål|resultatmål"
ACTIONS_FIELD = "veje til|indsats|handling"
STATUS_FIELD = "status"

PLAN_TITLE = "Beskæftigelsesplan {year}"
REPORT_TITLE = "Målopfølgning {year}"
GOALS_ALONE = "Kun planens fokusområder og mål er i portalen. De er taget fra målopfølgningen."
INTRODUCTION = "Indledning"
FOCUS_AREA, FOCUS_AREAS = "Fokusområde", "Fokusområder"
THEME, THEMES = "Tema", "Temaer"
NATIONAL_GOALS = "Nationale mål"
MAIN_THEME = "Hovedtema"
THEME_WORDS = ("tema", "fokusområde", "indsatsområde", "pejlemærke")
SAME_IN_PLURAL = ("Spor", "Mål")
PLURALS = (("a", "er"), ("ning", "er"), ("punkt", "er"), ("", "r"))
"""What a word for a level above the themes ends in, and what is added when there are several."""
WAYS = "Veje til målet"
WILL, DOES = "Det vil vi", "Det gør vi"
ANNUAL_GOALS, RESULT_GOALS = "Årsmål", "Resultatmål"
THEME_WITHOUT_TITLE = "Tema {number} (overskriften mangler)"
