from plans.models.deadline import Deadline, Recipient
from plans.models.decision import Attachment, Decision
from plans.models.municipality import Membership, Municipality
from plans.models.plan import Plan
from plans.models.section import Section
from plans.models.workflow import CheckWaiver, WorkflowStep

__all__ = [
    "Attachment",
    "CheckWaiver",
    "Deadline",
    "Decision",
    "Membership",
    "Municipality",
    "Plan",
    "Recipient",
    "Section",
    "WorkflowStep",
]
