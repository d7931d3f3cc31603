"""Documents whose placing has begun and is not done: for whoever writes the municipality's plans, on any machine."""

from django.db.models import Q, QuerySet

from intake.enums import PlacingState
from intake.models import Placing
from plans.domain.access import Permission, Person, accessible_to


def unfinished_of(person: Person) -> QuerySet[Placing]:
    done = Q(state=PlacingState.DRAFTED, plan__isnull=False)
    rows = Placing.objects.exclude(done).defer("outline", "recognised")
    found = accessible_to(rows, person, Permission.EDIT_PLAN, ["municipality"])
    return found.select_related("municipality", "changed_by", "begun_by")
