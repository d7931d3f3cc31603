import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.made.publishing import publish_all  # noqa: E402

publish_all()
