from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from publishing import triggers


def install_triggers(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor.connection)


def remove_triggers(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """SQLite has made the table of further PDFs anew, and its triggers went with the old one."""

    dependencies = [("publishing", "0042_themes_with_results")]

    operations = [migrations.RunPython(install_triggers, remove_triggers)]
