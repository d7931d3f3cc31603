import django

django.setup()

from tests.made.publishing import publish_all  # noqa: E402

publish_all()
