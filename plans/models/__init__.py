from plans.models.decision import Attachment, Decision
from plans.models.municipality import Membership, Municipality
from plans.models.plan import Plan
from plans.models.section import Section

__all__ = ["Attachment", "Decision", "Membership", "Municipality", "Plan", "Section"]
