"""Steps and waivers move to the room that publishes. The tables keep their rows and are only named anew;
`publishing/migrations/0004_workflow.py` takes them over."""

from django.db import migrations, models

STATES = [('draft', 'draft'), ('submitting', 'being sent for approval'), ('submitted', 'awaiting approval'), ('approved', 'approved'), ('published', 'published')]


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_roles_from_claims"), ("publishing", "0003_variants")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("CheckWaiver", "publishing_checkwaiver"),
                migrations.AlterModelTable("WorkflowStep", "publishing_workflowstep"),
            ],
            state_operations=[migrations.DeleteModel("CheckWaiver"), migrations.DeleteModel("WorkflowStep")],
        ),
        migrations.RemoveConstraint(model_name="plan", name="plan_state_is_known"),
        migrations.AlterField(
            model_name="plan",
            name="state",
            field=models.CharField(choices=STATES, default="draft", editable=False, max_length=10, verbose_name="state"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(condition=models.Q(("state__in", [state for state, _label in STATES])), name="plan_state_is_known"),
        ),
    ]
