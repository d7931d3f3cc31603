"""What no single test sees: a template that nobody uses, a text without Danish, a stray import."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from tests.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[1]
OVERRIDES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
"""Templates that Django finds by their names."""


def sources() -> str:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    files += (ROOT / "templates").rglob("*.html")
    return "\n".join(path.read_text() for path in files)


def test_every_template_is_used() -> None:
    text = sources()
    unused = []
    for path in (ROOT / "templates").rglob("*.html"):
        name = path.relative_to(ROOT / "templates").as_posix()
        if name in OVERRIDES or name.startswith("admin/") or f'"{name}"' in text:
            continue
        unused.append(name)
    assert unused == []


def test_every_stylesheet_and_script_is_used() -> None:
    text = sources()
    files = [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    text += "\n".join(path.read_text() for path in files)
    unused = [path.name for path in files if path.name not in text.replace(f"/* {path.name}", "")]
    assert unused == []


def test_every_command_that_is_named_exists() -> None:
    """In a script, the Makefile or a document: what runs in the background fails where nobody looks."""
    places = [
        ROOT / "Makefile",
        *(ROOT / "scripts").iterdir(),
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
    ]
    named = {
        (path.name, name)
        for path in places
        if path.is_file() and path.name != "CHANGELOG.md"
        for name in re.findall(r"manage\.py ([a-z_]+)", path.read_text())
    }
    assert ("serve", "load_demo") in named
    assert {one for one in named if one[1] not in get_commands()} == set()


def test_a_stylesheet_has_no_line_too_wide_to_compare() -> None:
    """A rule on one long line changes as a whole: no diff shows which declaration is another."""
    wide = [
        f"{path.name}:{number}"
        for path in (ROOT / "static").rglob("*.css")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 120
    ]
    assert wide == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[polib.POFile, polib.POFile]:
    """The catalogue as it stands, and as the sources would make it now."""
    copy = tmp_path_factory.mktemp("messages")
    for folder in (*ROOMS, "templates", "locale"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "da", "--no-location", "--no-obsolete"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    name = "locale/da/LC_MESSAGES/django.po"
    return polib.pofile(str(ROOT / name)), polib.pofile(str(copy / name))


def test_every_text_has_danish(collected: tuple[polib.POFile, polib.POFile]) -> None:
    _, made = collected
    missing = [entry.msgid for entry in made if not entry.translated() or entry.fuzzy]
    assert missing == []


TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def test_no_text_is_asked_for_within_a_formatted_string() -> None:
    """`makemessages` does not see it there: it would stand in English on the page, and nobody would miss the Danish."""
    within = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for formatted in ast.walk(ast.parse(path.read_text()))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATES
    ]
    assert within == []


def test_no_danish_text_is_left_over(collected: tuple[polib.POFile, polib.POFile]) -> None:
    kept, made = collected
    assert sorted({entry.msgid for entry in kept} - {entry.msgid for entry in made}) == []


OTHERWISE = {"View site", "checksum", "Danish", "English"}
"""Said in our words on the administration's pages too."""


def test_a_text_of_ours_changes_none_of_django_s(collected: tuple[polib.POFile, polib.POFile]) -> None:
    """One catalogue serves all: what is called as Django calls something else gets its Danish."""
    ours = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in collected[0]}
    catalogues = Path(django.__file__).parent.rglob("locale/da/LC_MESSAGES/django.po")
    theirs = [entry for catalogue in catalogues for entry in polib.pofile(str(catalogue)) if entry.msgstr]
    told = {one.msgid for one in theirs if ours.get((one.msgctxt, one.msgid), one.msgstr) != one.msgstr}
    assert told == OTHERWISE


def is_history(model: type[Model]) -> bool:
    """The tables of earlier versions: no page shows the names that the library gives them."""
    return model.__name__.startswith("Historical")


def test_every_model_and_field_has_a_danish_name(collected: tuple[polib.POFile, polib.POFile]) -> None:
    known = {entry.msgid for entry in collected[0]}
    with translation.override(None):
        names = {
            str(name)
            for room in ROOMS[1:]
            for model in apps.get_app_config(room).get_models()
            if not is_history(model)
            for name in (
                model._meta.verbose_name,
                model._meta.verbose_name_plural,
                *(field.verbose_name for field in model._meta.fields if not field.auto_created),
            )
        }
    assert sorted(names - known) == []


def test_one_file_imports_weasyprint() -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"^\s*(import|from) weasyprint", path.read_text(), re.MULTILINE)
    ]
    assert importing == ["documents/printing/weasy.py"]


def test_nothing_names_a_year_in_code_or_templates() -> None:
    """A year is data. Comments, docstrings and limits of a field may name one."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (ROOT / "templates").rglob("*.html")
        for line in path.read_text().splitlines()
        if re.search(r"\b20[12]\d\b", re.sub(r"{#.*?#}", "", line))
    ]
    assert found == []


def names_of(resolver: URLResolver, prefix: str = "") -> list[str]:
    names = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names += names_of(pattern, namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.append(prefix + pattern.name)
    return names


def test_every_public_address_has_a_name_of_its_own() -> None:
    names = [name for name in names_of(get_resolver()) if name.startswith("publishing:")]
    assert sorted(set(names)) == sorted(names)
