from django.db import migrations, models

from publishing import triggers


def install_triggers(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove_triggers(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0020_account_events'),
        ('publishing', '0022_more_triggers'),
    ]

    operations = [
        # SQLite makes the table anew; the next migration installs the triggers again.
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.AddField(
            model_name='workflowstep',
            name='account',
            field=models.JSONField(blank=True, default=list, help_text='Of an approval: how the account came about, as it was known then.', verbose_name="the approver's account"),
        ),
        migrations.AddField(
            model_name='workflowstep',
            name='one_hand',
            field=models.BooleanField(default=False, help_text='Approved with an account that the person who had sent it may have access to as well.', verbose_name='perhaps one person'),
        ),
    ]
