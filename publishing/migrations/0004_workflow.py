"""Takes over the tables of steps and waivers, as `plans/migrations/0009_workflow_to_publishing.py` left them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STEPS = [('submit', 'sent for approval'), ('return', 'sent back'), ('approve', 'approved'), ('publish', 'published'), ('withdraw', 'withdrawn'), ('new_draft', 'new draft begun'), ('schedule', 'publication planned'), ('stop', 'planned publication stopped'), ('publish_failed', 'planned publication failed'), ('mail_failed', 'e-mail could not be sent')]
STATES = [('draft', 'draft'), ('submitted', 'awaiting approval'), ('approved', 'approved'), ('published', 'published')]


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_variants"),
        ("plans", "0009_workflow_to_publishing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CheckWaiver",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("check_id", models.CharField(max_length=40, verbose_name="check")),
                        ("place", models.CharField(max_length=500, verbose_name="place")),
                        ("text_hash", models.CharField(max_length=64, verbose_name="checksum of the text")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to=settings.AUTH_USER_MODEL, verbose_name="who")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="waivers", to="plans.plan", verbose_name="plan")),
                    ],
                    options={"verbose_name": "waiver", "verbose_name_plural": "waivers", "ordering": ["plan", "-pk"]},
                ),
                migrations.CreateModel(
                    name="WorkflowStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("step", models.CharField(choices=STEPS, max_length=16, verbose_name="step")),
                        ("from_state", models.CharField(choices=STATES, max_length=10, verbose_name="from")),
                        ("to_state", models.CharField(choices=STATES, max_length=10, verbose_name="to")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("edition", models.CharField(blank=True, max_length=10, verbose_name="edition")),
                        ("by_author", models.BooleanField(default=False, help_text="Approved by the person who had sent it for approval.", verbose_name="approved by the author")),
                        ("by", models.ForeignKey(blank=True, help_text="Nobody: a command of the installation.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="workflow_steps", to=settings.AUTH_USER_MODEL, verbose_name="who")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="plans.plan", verbose_name="plan")),
                    ],
                    options={"verbose_name": "workflow step", "verbose_name_plural": "workflow steps", "ordering": ["plan", "-pk"]},
                ),
                migrations.AddConstraint(
                    model_name="checkwaiver",
                    constraint=models.UniqueConstraint(fields=("plan", "check_id", "place", "text_hash"), name="waiver_is_unique"),
                ),
                migrations.AddConstraint(
                    model_name="checkwaiver",
                    constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason"),
                ),
                migrations.AddConstraint(
                    model_name="workflowstep",
                    constraint=models.CheckConstraint(condition=models.Q(("step__in", [step for step, _label in STEPS])), name="workflow_step_is_known"),
                ),
                migrations.AddConstraint(
                    model_name="workflowstep",
                    constraint=models.CheckConstraint(condition=models.Q(("from_state__in", [state for state, _label in STATES]), ("to_state__in", [state for state, _label in STATES])), name="workflow_states_are_known"),
                ),
            ],
        ),
    ]
