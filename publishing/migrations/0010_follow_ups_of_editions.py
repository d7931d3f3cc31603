import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from publishing import triggers


def install_triggers(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove_triggers(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0012_addresses_are_unique'),
        ('publishing', '0007_withdrawals_say_what_is_in_force'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes the table of editions anew; the next migration installs the triggers again.
        migrations.RunPython(remove_triggers, install_triggers),
        migrations.AddField(
            model_name='edition',
            name='basis',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='publishing.edition', verbose_name='edition of the plan that the follow-up is of'),
        ),
        migrations.AddField(
            model_name='edition',
            name='report_kind',
            field=models.CharField(blank=True, choices=[('final', 'final'), ('mid_year', 'mid-year')], editable=False, max_length=10, verbose_name='kind of follow-up'),
        ),
        migrations.AddField(
            model_name='edition',
            name='report_slug',
            field=models.SlugField(blank=True, editable=False, max_length=80, verbose_name='address of the follow-up'),
        ),
        migrations.CreateModel(
            name='FollowUpBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups_begun', to='publishing.edition', verbose_name='edition of the plan')),
                ('follow_up', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='basis', to='goals.followup', verbose_name='follow-up')),
            ],
            options={
                'verbose_name': 'edition that a follow-up is of',
                'verbose_name_plural': 'editions that follow-ups are of',
            },
        ),
        migrations.CreateModel(
            name='HeldReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keep', models.BooleanField(blank=True, null=True, verbose_name='stays public')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held_reports', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='publishing.edition', verbose_name='edition')),
                ('withdrawal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='publishing.withdrawal', verbose_name='withdrawal')),
            ],
            options={
                'verbose_name': 'held follow-up',
                'verbose_name_plural': 'held follow-ups',
                'ordering': ['-pk'],
            },
        ),
    ]
