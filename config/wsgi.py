import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from publishing.domain import jobs  # noqa: E402 needs the settings

jobs.run_in_threads()
