from goals.models.annual_goal import AnnualGoal, Target
from goals.models.dropped_goal import DroppedGoal
from goals.models.figure_import import FigureImport
from goals.models.follow_up import Assessment, FollowUp, ReportDecision
from goals.models.follow_up_section import FollowUpSection
from goals.models.indicator import Area, Indicator, Observation
from goals.models.key_figures import KeyFigureRow, KeyFigureTable, ShownKeyFigures
from goals.models.national_goal import NationalGoal
from goals.models.theme_answer import ThemeAnswer

__all__ = [
    "AnnualGoal",
    "Area",
    "Assessment",
    "DroppedGoal",
    "FigureImport",
    "FollowUp",
    "FollowUpSection",
    "Indicator",
    "KeyFigureRow",
    "KeyFigureTable",
    "NationalGoal",
    "Observation",
    "ReportDecision",
    "ShownKeyFigures",
    "Target",
    "ThemeAnswer",
]
