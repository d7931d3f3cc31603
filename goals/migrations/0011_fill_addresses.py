from django.db import migrations

from goals.models.follow_up import RESERVED
from plans.domain.slugs import free_slug


def give_addresses(apps, schema_editor):
    """Each follow-up gets an address below its plan, made of its title."""
    FollowUp = apps.get_model("goals", "FollowUp")
    for row in FollowUp.objects.filter(slug="").select_related("plan").order_by("pk"):
        others = FollowUp.objects.filter(plan=row.plan_id).exclude(slug="").values_list("slug", flat=True)
        title = row.title.removesuffix(f" {row.plan.year}")
        row.slug = free_slug(title, {*RESERVED, *others}, row.kind.replace("_", "-"))
        row.save(update_fields=["slug"])


def name_goals(apps, schema_editor):
    """Until now a verdict named its goal by the row alone."""
    Assessment = apps.get_model("goals", "Assessment")
    for row in Assessment.objects.filter(number=None).select_related("goal__theme"):
        row.theme_slug, row.number = (row.goal.theme.slug if row.goal.theme else ""), row.goal.number
        row.save(update_fields=["theme_slug", "number"])


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0010_follow_ups_have_addresses'),
    ]

    operations = [
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.RunPython(name_goals, migrations.RunPython.noop),
    ]
