"""What differs between two texts of one subject, as the desk shows it."""

from dataclasses import dataclass
from typing import Any

from documents.comparison import Passage, Skipped
from documents.places import PlaceChange
from documents.plan_changes import PartChange, about, compare, moves
from documents.proposal import as_plan
from documents.tree import PlanDocument
from publishing.domain.decisions import added_decisions
from publishing.domain.workflow import TextChangedError
from publishing.enums import Step
from publishing.models import Edition, FrozenText, Subject, WorkflowStep
from publishing.models.subject import of


@dataclass(frozen=True, slots=True)
class TextChanges:
    """Only what differs. `edition` is the one compared with, where it is one; `places` is what has been
    moved, renumbered, added or removed."""

    about: tuple[Passage, ...]
    parts: tuple[PartChange, ...]
    edition: Edition | None = None
    places: tuple[PlaceChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.about or self.parts or self.places)

    @property
    def names(self) -> list[str]:
        """Of the parts that differ, in words."""
        titles = ("".join(run.text for run in part.title) for part in self.parts)
        return list(dict.fromkeys([*titles, *(place.name for place in self.places)]))


def changes_from(before: PlanDocument, after: PlanDocument, edition: Edition | None = None) -> TextChanges:
    return TextChanges(
        tuple(passage for passage in about(before, after) if not isinstance(passage, Skipped)),
        tuple(part for part in compare(before, after) if part.kind != "same"),
        edition,
        moves(before, after),
    )


def changes_of_text(error: TextChangedError) -> TextChanges | None:
    """Between what was read and what it is now; None where either cannot be read."""
    if error.read is None or error.current is None:
        return None
    return changes_from(error.read.document, error.current.document)


def changes_since_edition(text: FrozenText) -> TextChanges | None:
    """None where nothing of the subject can be read by the public."""
    edition = edition_read(text.subject)
    return changes_since(edition, text.document) if edition else None


def changes_since(edition: Edition, document: PlanDocument) -> TextChanges:
    """Of a proposal, what was proposed is compared: that its title says so is no change."""
    return changes_from(as_plan(edition.document), document, edition)


def decisions_added_to(subject: Subject, text: FrozenText | None) -> dict[str, Any]:
    """For `desk/added_decisions.html`, empty where there are none: decisions added to the text that waits since
    it was sent for approval, oldest first, and exactly what they changed in it."""
    steps = tuple(added_decisions(subject))
    if not steps:
        return {}
    submitted = WorkflowStep.objects.filter(of(subject), step=Step.SUBMIT).select_related("text")
    last = submitted.order_by("-pk").first()
    sent: FrozenText | None = last.text if last else None
    changes = changes_from(sent.document, text.document) if sent and text else None
    return {"steps": steps, "changes": changes}


def edition_in_force(subject: Subject) -> Edition | None:
    found: Edition | None = Edition.objects.filter(of(subject)).current().first()
    return found


def edition_read(subject: Subject) -> Edition | None:
    """What the public reads: the edition in force; where there is none, the last proposal."""
    read = Edition.objects.filter(of(subject)).in_force_or_proposed().served()
    found: Edition | None = read.order_by("is_proposal").first()
    return found
