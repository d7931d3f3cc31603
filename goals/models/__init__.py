from goals.models.annual_goal import AnnualGoal, Target
from goals.models.dropped_goal import DroppedGoal
from goals.models.figure_import import FigureImport
from goals.models.follow_up import Assessment, FollowUp, ReportDecision
from goals.models.indicator import Area, Indicator, Observation
from goals.models.national_goal import NationalGoal

__all__ = [
    "AnnualGoal",
    "Area",
    "Assessment",
    "DroppedGoal",
    "FigureImport",
    "FollowUp",
    "Indicator",
    "NationalGoal",
    "Observation",
    "ReportDecision",
    "Target",
]
