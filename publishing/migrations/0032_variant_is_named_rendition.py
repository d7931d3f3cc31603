from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    """Names in Python only: the table and what the proof chain says of its rows stay as they are."""

    dependencies = [
        ('publishing', '0031_triggers_again'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel('Variant', 'Rendition'),
                migrations.AlterModelTable('Rendition', 'publishing_variant'),
                migrations.AlterField(
                    model_name='rendition',
                    name='edition',
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name='renditions',
                        to='publishing.edition',
                        verbose_name='edition',
                    ),
                ),
            ]
        ),
    ]
