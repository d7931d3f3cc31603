from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0011_fill_addresses'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('follow_up', 'theme_slug', 'number'), name='assessment_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('plan', 'slug'), name='follow_up_address_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='follow_up_has_an_address'),
        ),
    ]
