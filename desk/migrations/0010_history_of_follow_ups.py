import django.db.models.deletion
import goals.models.follow_up
import plans.validators
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    """Earlier versions can be restored: they are called what the row is called now."""
    for kept, row, names in (
        ("HistoricalFollowUp", "FollowUp", ("slug",)),
        ("HistoricalAssessment", "Assessment", ("theme_slug", "number")),
    ):
        versions = apps.get_model("desk", kept).objects
        for now in apps.get_model("goals", row).objects.values("pk", *names):
            versions.filter(id=now["pk"]).update(**{name: now[name] for name in names})


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0008_figures_until'),
        ('goals', '0011_fill_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalassessment',
            name='number',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='number of the goal'),
        ),
        migrations.AddField(
            model_name='historicalassessment',
            name='theme_slug',
            field=models.CharField(blank=True, editable=False, max_length=80, verbose_name='address of the theme'),
        ),
        migrations.AddField(
            model_name='historicalfollowup',
            name='slug',
            field=models.SlugField(blank=True, help_text='Part of the public address. Left empty, it is made from the title.', max_length=80, validators=[goals.models.follow_up.address_allowed], verbose_name='address'),
        ),
        migrations.CreateModel(
            name='HistoricalReportDecision',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('body', models.CharField(help_text='Who decided, e.g. Byrådet or Beskæftigelsesudvalget.', max_length=120, verbose_name='body')),
                ('date', models.DateField(verbose_name='date')),
                ('outcome', models.CharField(choices=[('adopted', 'adopted'), ('recommended', 'recommended'), ('noted', 'noted'), ('sent_back', 'sent back'), ('rejected', 'rejected')], default='adopted', max_length=12, verbose_name='outcome')),
                ('case_number', models.CharField(blank=True, max_length=60, verbose_name='case number')),
                ('votes', models.CharField(blank=True, help_text='E.g. 24 for, 7 against, 0 abstained.', max_length=200, verbose_name='votes')),
                ('minority_statement', models.TextField(blank=True, verbose_name='minority statement')),
                ('annex_title', models.CharField(blank=True, max_length=200, verbose_name='title of the annex')),
                ('annex', models.TextField(blank=True, max_length=100, validators=[plans.validators.attachment_type], verbose_name='annex to the decision')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('follow_up', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='goals.followup', verbose_name='follow-up')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical decision on a follow-up',
                'verbose_name_plural': 'historical decisions on follow-ups',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
