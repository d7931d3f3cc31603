"""Choices of this room. Imports nothing of the portal's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EDITOR = "editor", _("editor")
    THEME_EDITOR = "themes", _("editor of named themes")
    APPROVER = "approver", _("approver")
    MANAGER = "manager", _("manager")


class PlanKind(models.TextChoices):
    PLAN = "plan", _("plan")
    STRATEGY = "strategy", _("strategy")


class SectionKind(models.TextChoices):
    """What a section holds. The generated kinds show structured data below their own text."""

    TEXT = "text", _("text")
    FOREWORD = "foreword", _("foreword")
    INTRODUCTION = "introduction", _("introduction")
    VISION = "vision", _("vision")
    CHAPTER = "chapter", _("chapter")
    BUDGET = "budget", _("budget")
    ANNEX = "annex", _("annex")
    THEMES = "themes", _("generated: the themes")
    STRATEGIES = "strategies", _("generated: the strategies")
    GOALS = "goals", _("generated: the plan's own goals")
    GOAL_OVERVIEW = "goal_overview", _("generated: overview of all goals")
    NATIONAL_GOALS = "national_goals", _("generated: the national goals")


class DecisionOutcome(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    RECOMMENDED = "recommended", _("recommended")
    NOTED = "noted", _("noted")
    SENT_BACK = "sent_back", _("sent back")
    REJECTED = "rejected", _("rejected")
    IN_HEARING = "in_hearing", _("sent into hearing")
    HEARD = "heard", _("heard")


HEARING = (DecisionOutcome.IN_HEARING, DecisionOutcome.HEARD)
"""The outcomes that ask others: they have parties and a deadline, and adopt nothing."""


class PlanState(models.TextChoices):
    """How far a plan, or a follow-up on it, has come. What leads from one to the next is in
    `publishing/domain/workflow.py`."""

    DRAFT = "draft", _("draft")
    SUBMITTING = "submitting", _("being sent for approval")
    SUBMITTED = "submitted", _("awaiting approval")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


class AccountEventKind(models.TextChoices):
    """What has been done with somebody's account. Which of these let somebody sign in as another is in
    `plans/domain/accounts.py`."""

    INVITED = "invited", _("invited by mail")
    LINK_SHOWN = "link_shown", _("accepted through a link that somebody else was shown")
    CREATED = "created", _("created in the administration")
    SINGLE_SIGN_ON = "single_sign_on", _("made by single sign-on")
    NAME_CHANGED = "name_changed", _("user name changed")
    ADDRESS_CHANGED = "address_changed", _("e-mail address changed")
    PASSWORD_SET = "password_set", _("password chosen by somebody else")
    TWO_STEP_OFF = "two_step_off", _("two-step sign-in turned off by somebody else")


class Repeat(models.IntegerChoices):
    """How often a deadline comes again, in months."""

    NEVER = 0, _("not again")
    MONTH = 1, _("each month")
    QUARTER = 3, _("each quarter")
    HALF_YEAR = 6, _("each half year")
    YEAR = 12, _("each year")
    TWO_YEARS = 24, _("every two years")
    FOUR_YEARS = 48, _("every four years")
