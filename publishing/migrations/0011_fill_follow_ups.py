import json

from django.db import migrations
from django.db.models import Q

from documents.same_goals import same_goals
from documents.tree import GoalRef
from publishing import triggers


def name_reports(apps, schema_editor):
    """An edition of a follow-up says which of them it is of, and which edition of the plan could be read
    when it was published."""
    Edition = apps.get_model("publishing", "Edition")
    for row in Edition.objects.exclude(follow_up=None).select_related("follow_up").defer("document_json"):
        then = Edition.objects.filter(plan=row.plan_id, follow_up=None, published_at__lte=row.published_at)
        readable = then.filter(Q(withdrawal=None) | Q(withdrawal__withdrawn_at__gt=row.published_at))
        basis = readable.order_by("-number", "-correction").values_list("pk", flat=True).first()
        Edition.objects.filter(pk=row.pk).update(
            report_slug=row.follow_up.slug, report_kind=row.follow_up.kind, basis=basis
        )


def shown(editions):
    """The one in force, or the one that was until it was withdrawn without another in its place."""
    return editions.filter(withdrawal__in_force=None).order_by("-number", "-correction").first()


def choose_editions(apps, schema_editor):
    """A follow-up is of the edition in force now. Its verdicts name the goals as that edition has them."""
    Edition, Basis = apps.get_model("publishing", "Edition"), apps.get_model("publishing", "FollowUpBasis")
    Withdrawal = apps.get_model("publishing", "Withdrawal")
    for follow_up in apps.get_model("goals", "FollowUp").objects.all():
        edition = shown(Edition.objects.filter(plan=follow_up.plan_id, follow_up=None))
        if edition and not Withdrawal.objects.filter(edition=edition).exists():
            Basis.objects.create(follow_up=follow_up, edition=edition)
            rename(follow_up, json.loads(edition.document_json)["plan"])


def rename(follow_up, plan):
    rows = list(follow_up.assessments.exclude(goal=None).select_related("goal"))
    now = {GoalRef(plan["year"], row.theme_slug, row.number): row for row in rows}
    then = {GoalRef(plan["year"], "", goal["number"]): goal["text"] for goal in plan["goals"]}
    for theme in plan["themes"]:
        refs = {GoalRef(plan["year"], theme["slug"], goal["number"]): goal["text"] for goal in theme["goals"]}
        then |= refs
    same = same_goals({ref: row.goal.text for ref, row in now.items()}, then)
    moved = {ref: row for ref, row in now.items() if same.get(ref) != ref}
    for row in moved.values():  # aside first: each name is unique at every moment
        follow_up.assessments.filter(pk=row.pk).update(number=None)
    for ref, row in moved.items():
        if there := same.get(ref):
            follow_up.assessments.filter(pk=row.pk).update(theme_slug=there.theme, number=there.number)


def hold_back(apps, schema_editor):
    """Follow-ups on plans that have been withdrawn wait for somebody to say what becomes of them."""
    Edition, Held = apps.get_model("publishing", "Edition"), apps.get_model("publishing", "HeldReport")
    Withdrawal = apps.get_model("publishing", "Withdrawal")
    reports = Edition.objects.exclude(follow_up=None).filter(withdrawal=None)
    for plan in set(reports.values_list("plan", flat=True)):
        edition = shown(Edition.objects.filter(plan=plan, follow_up=None))
        withdrawal = Withdrawal.objects.filter(edition=edition).first() if edition else None
        for report in reports.filter(plan=plan) if withdrawal else ():
            Held.objects.create(edition=report, withdrawal=withdrawal)


def install_triggers(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":  # a table with a check still to come takes no trigger
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    triggers.install(connection)


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0010_follow_ups_of_editions'),
    ]

    operations = [
        migrations.RunPython(name_reports, migrations.RunPython.noop),
        migrations.RunPython(choose_editions, migrations.RunPython.noop),
        migrations.RunPython(hold_back, migrations.RunPython.noop),
        migrations.RunPython(install_triggers, migrations.RunPython.noop),
    ]
