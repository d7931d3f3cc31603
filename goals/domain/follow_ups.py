"""The address of a follow-up."""

from goals.models import FollowUp
from goals.models.follow_up import RESERVED
from plans.domain.slugs import free_slug


def address_for(follow_up: FollowUp) -> str:
    """Made of the title, free below the plan; the plan's year is in the address already."""
    others = FollowUp.objects.filter(plan=follow_up.plan_id).exclude(pk=follow_up.pk)
    taken = {*RESERVED, *others.values_list("slug", flat=True)}
    title = follow_up.title.removesuffix(f" {follow_up.plan.year}")
    return free_slug(title, taken, follow_up.kind.replace("_", "-"))
