from django.db import migrations

from publishing import triggers


def install_triggers(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove_triggers(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """In a migration of its own: PostgreSQL sets up no trigger on a table whose new rows still wait for
    their foreign keys to be checked."""

    dependencies = [
        ('publishing', '0030_approvals_say_whose_account'),
    ]

    operations = [
        migrations.RunPython(install_triggers, remove_triggers),
    ]
