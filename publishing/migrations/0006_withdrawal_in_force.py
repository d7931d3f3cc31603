import django.db.models.deletion
from django.db import migrations, models

from publishing import triggers


def install_triggers(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove_triggers(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0005_frozen_texts'),
    ]

    operations = [
        # SQLite makes the table anew; the next migration installs the triggers again.
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.AddField(
            model_name='withdrawal',
            name='in_force',
            field=models.ForeignKey(blank=True, help_text='Of the same plan or follow-up. Empty where none was.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='in_force_after', to='publishing.edition', verbose_name='in force from then on'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('in_force', models.F('edition')), _negated=True), name='withdrawn_edition_is_not_in_force'),
        ),
    ]
