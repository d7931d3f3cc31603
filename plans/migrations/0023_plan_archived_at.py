from django.db import migrations, models


class Migration(migrations.Migration):
    """The column keeps its name: nothing is done in the database."""

    dependencies = [
        ('plans', '0022_period_and_series'),
    ]

    operations = [
        migrations.AlterField(
            model_name='plan',
            name='put_away_at',
            field=models.DateTimeField(blank=True, db_column='put_away_at', editable=False, help_text='Kept with its history, and shown nowhere until it is unarchived.', null=True, verbose_name='archived'),
        ),
        migrations.RenameField(model_name='plan', old_name='put_away_at', new_name='archived_at'),
    ]
