import subprocess
from dataclasses import replace
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.publishing.edition_factory import publish, report_of, withdraw
from tests.website.building.asking import ask
from tests.website.pages import Page
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


@pytest.mark.parametrize("municipality", ["", "herning"])
def test_an_exported_site_is_read_from_disk_without_a_broken_link(tmp_path: Path, municipality: str) -> None:
    settings.SITE_FILES = True
    withdraw(publish(plan(2018)))
    publish(replace(plan(2019), summary='Se <a href="/herning/"> her.'))
    publish(report_of(plan(2017)))
    publish(plan(2019, "vejle"))
    folder = tmp_path / "usb"
    _run("export_site", str(folder), f"--municipality={municipality}")
    pages = sorted(folder.rglob("*.html"))
    assert (folder / "vejle/2019/index.html").exists() == (not municipality)
    assert len(pages) > 10
    for page in pages:
        found = Page()
        found.feed(page.read_text())
        of_the_portal = {one["href"] for one in found.all("link") if one.get("rel") == "canonical"}
        for link in {*found.links, *found.loaded} - of_the_portal:
            target, _hash, _place = link.partition("#")
            if target.startswith(("http://", "https://", "mailto:", "tel:")):
                on_demand = "/sammenlign/" in target and "/tema/" in target  # is no file: read on the portal
                assert on_demand or not target.startswith(f"{settings.SITE_URL}/herning/2019/"), (page, link)
            elif target:
                there = (page.parent / unquote(target)).resolve()
                assert there.is_file(), (page, link)
                assert there.is_relative_to(folder), (page, link)
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder).returncode == 0
    assert (folder / "arkiv/beviskaede.txt").read_text().count("\n") == 5
    with pytest.raises(CommandError):
        _run("export_site", str(folder))


def _run(*command: str) -> str:
    told = StringIO()
    call_command(*command, stdout=told)
    return told.getvalue()
