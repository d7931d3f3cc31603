import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table keeps its name: nothing is done in the database."""

    dependencies = [
        ('publishing', '0034_steps_are_named_archived'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelTable(name='heldreport', table='publishing_heldreport'),
        migrations.RenameModel(old_name='HeldReport', new_name='Suspension'),
        migrations.AlterModelOptions(
            name='suspension',
            options={'ordering': ['-pk'], 'verbose_name': 'suspended follow-up', 'verbose_name_plural': 'suspended follow-ups'},
        ),
        migrations.AlterField(
            model_name='suspension',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='suspension', to='publishing.edition', verbose_name='edition'),
        ),
        migrations.AlterField(
            model_name='suspension',
            name='withdrawal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='publishing.withdrawal', verbose_name='withdrawal'),
        ),
        migrations.AlterField(
            model_name='suspension',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suspensions_answered', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
        ),
    ]
