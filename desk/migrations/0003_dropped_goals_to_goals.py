"""Dropped goals become part of what is published, so the room of the goals keeps them. The table keeps
its rows and is only named anew; `goals/migrations/0003_lineage.py` takes it over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_copies_and_sharing"), ("goals", "0002_figures_and_verdicts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("DroppedGoal", "goals_droppedgoal")],
            state_operations=[migrations.DeleteModel("DroppedGoal")],
        ),
    ]
