from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from publishing import triggers


def install_triggers(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    """SQLite has made the table of further PDFs anew, and its triggers went with the old one. On the way back they
    stay: where 0042 cannot be undone, no table is left without."""

    dependencies = [("publishing", "0042_themes_with_results")]

    operations = [migrations.RunPython(install_triggers, migrations.RunPython.noop)]
