from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0011_fill_follow_ups'),
        ('publishing', '0022_more_triggers'),
    ]

    operations = []
