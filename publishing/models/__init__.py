from plans.models.append_only import ImmutableError
from publishing.models.edition import Edition, Withdrawal
from publishing.models.file import EditionFile
from publishing.models.follow_up import FollowUpBasis, Suspension
from publishing.models.frozen_text import FrozenText, TextPdf
from publishing.models.job import Job
from publishing.models.proof import ProofEntry
from publishing.models.rendition import Rendition
from publishing.models.schedule import ScheduledPublication
from publishing.models.subject import Subject, SubjectRow
from publishing.models.workflow import CheckWaiver, WorkflowStep

__all__ = [
    "CheckWaiver",
    "Edition",
    "EditionFile",
    "FollowUpBasis",
    "FrozenText",
    "ImmutableError",
    "Job",
    "ProofEntry",
    "Rendition",
    "ScheduledPublication",
    "Subject",
    "SubjectRow",
    "Suspension",
    "TextPdf",
    "Withdrawal",
    "WorkflowStep",
]
