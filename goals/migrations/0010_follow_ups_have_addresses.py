import django.db.models.deletion
import goals.models.follow_up
import plans.uploads
import plans.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0006_text_length'),
        ('plans', '0009_workflow_to_publishing'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(help_text='Who decided, e.g. Byrådet or Beskæftigelsesudvalget.', max_length=120, verbose_name='body')),
                ('date', models.DateField(verbose_name='date')),
                ('outcome', models.CharField(choices=[('adopted', 'adopted'), ('recommended', 'recommended'), ('noted', 'noted'), ('sent_back', 'sent back'), ('rejected', 'rejected')], default='adopted', max_length=12, verbose_name='outcome')),
                ('case_number', models.CharField(blank=True, max_length=60, verbose_name='case number')),
                ('votes', models.CharField(blank=True, help_text='E.g. 24 for, 7 against, 0 abstained.', max_length=200, verbose_name='votes')),
                ('minority_statement', models.TextField(blank=True, verbose_name='minority statement')),
                ('annex_title', models.CharField(blank=True, max_length=200, verbose_name='title of the annex')),
                ('annex', models.FileField(blank=True, upload_to=plans.uploads.attachment_path, validators=[plans.validators.attachment_type], verbose_name='annex to the decision')),
            ],
            options={
                'verbose_name': 'decision on a follow-up',
                'verbose_name_plural': 'decisions on follow-ups',
                'ordering': ['follow_up', 'date', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='assessment',
            options={'ordering': ['follow_up', 'theme_slug', 'number'], 'verbose_name': 'assessment', 'verbose_name_plural': 'assessments'},
        ),
        migrations.RemoveConstraint(
            model_name='assessment',
            name='assessment_is_unique',
        ),
        migrations.AddField(
            model_name='assessment',
            name='number',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='number of the goal'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='theme_slug',
            field=models.CharField(blank=True, editable=False, max_length=80, verbose_name='address of the theme'),
        ),
        migrations.AddField(
            model_name='followup',
            name='slug',
            field=models.SlugField(blank=True, help_text='Part of the public address. Left empty, it is made from the title.', max_length=80, validators=[goals.models.follow_up.address_allowed], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='goal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='assessments', to='goals.annualgoal', verbose_name='goal'),
        ),
        migrations.AddField(
            model_name='reportdecision',
            name='follow_up',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='goals.followup', verbose_name='follow-up'),
        ),
        migrations.AddConstraint(
            model_name='reportdecision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['adopted', 'recommended', 'noted', 'sent_back', 'rejected'])), name='report_decision_outcome_is_known'),
        ),
    ]
