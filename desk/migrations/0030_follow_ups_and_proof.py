from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0010_history_of_follow_ups'),
        ('desk', '0020_people_steps_stay'),
    ]

    operations = []
