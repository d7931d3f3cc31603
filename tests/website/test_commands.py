from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.publishing.edition_factory import publish
from tests.website.building.asking import ask
from tests.website.whole_site import plan
from website.building import folders

pytestmark = pytest.mark.django_db


def test_build_site_says_which_lasting_pages_read_otherwise() -> None:
    """Here their file was changed; after an upgrade, their template was."""
    settings.SITE_FILES = True
    publish(plan(2019))
    assert "andre ord" not in _run("build_site")
    file = folders.root() / "pages/herning/2019/udgave/1/index.html"
    page = file.read_bytes()
    file.write_bytes(page.replace(b"<h1>", b"<h1 class='new'>"))
    assert "/udgave/" not in _run("build_site", "herning")
    file = folders.root() / "pages/herning/2019/udgave/1/index.html"
    file.write_bytes(page.replace(b"<h1>", b"<h1>Nyt "))
    assert "/herning/2019/udgave/1/" in _run("build_site", "herning")
    assert ask("/herning/2019/udgave/1/").content == page
    with pytest.raises(CommandError):
        _run("build_site", "findes-ikke")


def _run(*command: str) -> str:
    told = StringIO()
    call_command(*command, stdout=told)
    return told.getvalue()
