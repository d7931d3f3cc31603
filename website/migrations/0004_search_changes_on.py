from typing import Any

from django.db import migrations, models


def empty(apps: Any, _editor: Any) -> None:
    """What is empty is filled anew when all migrations are done."""
    for name in ("SearchPart", "SearchSource"):
        apps.get_model("website", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("website", "0003_synonym_starts")]

    operations = [
        migrations.RenameField("searchsource", "old_from", "changes_on"),
        migrations.AlterField(
            "searchsource", "changes_on", models.DateField(null=True, verbose_name="changes on")
        ),
        migrations.RunPython(empty, migrations.RunPython.noop),
    ]
