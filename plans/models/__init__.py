from plans.models.account import AccountEvent
from plans.models.deadline import Deadline, Recipient
from plans.models.decision import Attachment, Decision
from plans.models.municipality import Membership, Municipality
from plans.models.plan import Plan
from plans.models.section import Section
from plans.models.series import Series

__all__ = [
    "AccountEvent",
    "Attachment",
    "Deadline",
    "Decision",
    "Membership",
    "Municipality",
    "Plan",
    "Recipient",
    "Section",
    "Series",
]
