"""Danish words that a reader knows a document's parts by, and those that it writes into a document: data, and
the same whatever language the person who imports has chosen."""

import re

MEASURED = re.compile(r"\d ?%|i forhold til|på niveau med", re.IGNORECASE)
"""Words that set a goal against a number or another area."""
MORE = re.compile(r"\b(?:færre|flere|lavere|højere|mindre|større|bedre)\b", re.IGNORECASE)
THAN = re.compile(r"\bend\b", re.IGNORECASE)
GOAL = "mål"

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
THEME = "Tema"
NATIONAL_GOALS = "Nationale mål"
MAIN_THEME = "Hovedtema"
SAME_IN_PLURAL = ("Spor", "Mål")
PLURALS = (("a", "er"), ("ning", "er"), ("punkt", "er"), ("", "r"))
"""What a word for a level above the themes ends in, and what is added when there are several."""
WAYS = "Veje til målet"
THEME_WITHOUT_TITLE = "Tema {number} (overskriften mangler)"
