"""Every draft's texts, once: what was read in them stays, written in today's dialect and made standard.

A text in which something else would be read then, because the dialect before read it otherwise than it was
typed, keeps what was read: an unchanged plan still equals its edition. It becomes standard when somebody
saves it the next time, and sees it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from documents.markdown import as_read
from documents.markdown.from_schema_1 import upgraded
from plans.standard import standardise
from plans.text_length import LONGEST_TEXT

REASON = "skrivemåde rettet"
FIELDS = {
    ("plans", "section"): ("body",),
    ("themes", "theme"): ("ambition", "actions"),
    ("themes", "strategy"): ("body",),
    ("themes", "initiative"): ("body",),
    ("goals", "nationalgoal"): ("text",),
    ("goals", "annualgoal"): ("text", "note"),
    ("goals", "followup"): ("introduction",),
    ("goals", "assessment"): ("text",),
}


def standard(text: str) -> str:
    of_today = upgraded(text)
    made = standardise(of_today)
    written = made if as_read(made) == as_read(of_today) else of_today
    # Signs that are escaped make a text longer. One that would not fit stays as it was typed.
    return written if len(written) <= LONGEST_TEXT else text


def make_standard(apps: Any, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    now = timezone.now()
    waivers = {waiver.text_hash for waiver in apps.get_model("publishing", "CheckWaiver").objects.all()}
    for (app, name), fields in FIELDS.items():
        model = apps.get_model(app, name)
        for row in model.objects.order_by("pk").iterator(chunk_size=100):
            texts = {field: getattr(row, field) for field in fields}
            changed = {field: made for field, text in texts.items() if (made := standard(text)) != text}
            for text in texts.values():
                if sha256(text.encode()).hexdigest() in waivers:
                    keep_waivers(apps, text)
            if changed:
                model.objects.filter(pk=row.pk).update(**changed)
                for field, made in changed.items():
                    setattr(row, field, made)
                keep_history(apps, model, row, now)


def keep_history(apps: Any, model: Any, row: Any, now: Any) -> None:
    """A version as it is now, by nobody, with its links to other rows."""
    name = model._meta.model_name
    try:
        history = apps.get_model("desk", f"historical{name}")
    except LookupError:  # of national goals, which all municipalities share, none is kept
        return
    values = {field.attname: getattr(row, field.attname) for field in model._meta.fields}
    version = history.objects.create(
        **values, history_date=now, history_change_reason=REASON, history_type="~"
    )
    for field in model._meta.many_to_many:
        try:
            kept = apps.get_model("desk", f"historical{name}_{field.name}")
        except LookupError:
            continue
        for link in links(model, field, row):
            kept.objects.create(history=version, **link)


def links(model: Any, field: Any, row: Any) -> Iterator[dict[str, Any]]:
    through = field.remote_field.through
    names = [each.attname for each in through._meta.fields]
    yield from through.objects.filter(**{field.m2m_field_name(): row.pk}).values(*names)


def keep_waivers(apps: Any, text: str) -> None:
    """What was waved through was named by the text's signs; from now on it is by what is read."""
    model = apps.get_model("publishing", "CheckWaiver")
    before = sha256(text.encode()).hexdigest()
    after = sha256(as_read(standard(text)).encode()).hexdigest()
    model._meta.get_field("at").auto_now_add = False  # of the migration's own model: a copy is as old
    for waiver in model.objects.filter(text_hash=before) if before != after else ():
        same = {name: getattr(waiver, name) for name in ("plan_id", "follow_up_id", "check_id", "place")}
        if not model.objects.filter(**same, text_hash=after).exists():
            kept = {name: getattr(waiver, name) for name in ("by_id", "at", "reason")}
            model.objects.create(**same, **kept, text_hash=after)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0022_history_of_put_away"),
        ("plans", "0010_text_length"),
        ("themes", "0005_text_length"),
        ("goals", "0012_addresses_are_unique"),
        ("publishing", "0005_frozen_texts"),
    ]

    operations = [migrations.RunPython(make_standard, migrations.RunPython.noop)]
