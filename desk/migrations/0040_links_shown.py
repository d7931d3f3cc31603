from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    """The history of the people has had a line for each link that was shown since there have been invitations. It
    names the invitation in words: the person as invited, with the address, between the day of the invitation and
    that of its answer. `invited_by` alone is no link shown: most letters were only sent."""
    Invitation = apps.get_model("desk", "Invitation")
    PeopleStep = apps.get_model("desk", "PeopleStep")
    AccountEvent = apps.get_model("plans", "AccountEvent")
    shown = PeopleStep.objects.filter(event="link_shown").exclude(by=None).order_by("pk")
    lines = list(shown.values_list("municipality_id", "who", "at", "by_id"))
    for invitation in Invitation.objects.order_by("pk"):
        name = f"{invitation.first_name} {invitation.last_name}".strip()
        who = f"{name} ({invitation.email})"
        until = invitation.accepted_at or invitation.withdrawn_at
        seen_by = {
            by
            for municipality, named, at, by in lines
            if (municipality, named) == (invitation.municipality_id, who)
            and invitation.invited_at <= at
            and (until is None or at <= until)
        }
        invitation.shown_to.add(*seen_by)
        person = invitation.accepted_by_id
        if person is None:
            continue
        known = {"account_id": person, "at": invitation.accepted_at}
        AccountEvent.objects.get_or_create(
            **known, kind="invited", by_id=invitation.invited_by_id, address=invitation.email
        )
        for by in sorted(seen_by - {person}):
            AccountEvent.objects.get_or_create(**known, kind="link_shown", by_id=by)


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('desk', '0032_history_of_targets'),
        ('plans', '0020_account_events'),
        ('publishing', '0031_triggers_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='shown_to',
            field=models.ManyToManyField(blank=True, help_text="Who could have accepted in the person's place.", related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='link shown to'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
