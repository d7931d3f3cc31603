"""What has been published so far gets its files' table and its place in the chain of proof, in the order
in which it came about. How entries are written is repeated here: it must not change with the code."""

import hashlib
import json
from datetime import UTC, datetime

from django.core.files.storage import default_storage
from django.db import migrations

from documents.codec import UnreadableDocumentError, from_json
from documents.files import media_files
from plans.uploads import municipality_of
from publishing.domain.edition_files import stored_file

NOTE = "optaget ved opgradering"
OF_EDITION = (
    *("plan_id", "follow_up_id", "series", "number", "correction", "title", "change_note"),
    *("published_at", "published_by_id", "document_sha256"),
    *("pdf", "pdf_sha256", "pdf_size", "pdf_pages"),
    *("municipality_slug", "municipality_name", "municipality_short_name", "accent"),
    *("year", "last_year", "themes"),
    *("report_slug", "report_kind", "basis_id"),
)
OF_WITHDRAWAL = ("edition_id", "reason", "withdrawn_at", "withdrawn_by_id", "in_force_id")
OF_VARIANT = (
    *("edition_id", "kind", "subject", "against_id", "made_at"),
    *("pdf", "pdf_sha256", "pdf_size", "pdf_pages"),
)


def enter(apps, schema_editor):
    Edition = apps.get_model("publishing", "Edition")
    Withdrawal = apps.get_model("publishing", "Withdrawal")
    Variant = apps.get_model("publishing", "Variant")
    ProofEntry = apps.get_model("publishing", "ProofEntry")
    if ProofEntry.objects.exists():
        return
    moments = sorted(
        [
            *((at, 0, pk) for pk, at in Edition.objects.values_list("pk", "published_at")),
            *((at, 1, pk) for pk, at in Withdrawal.objects.values_list("pk", "withdrawn_at")),
            *((at, 2, pk) for pk, at in Variant.objects.values_list("pk", "made_at")),
        ]
    )
    previous = "0" * 64
    for sequence, (_at, group, key) in enumerate(moments, start=1):
        if group == 0:
            edition = Edition.objects.select_related("plan").get(pk=key)
            kind, facts = "edition", {**facts_of(edition, OF_EDITION), "files": enter_files(apps, edition)}
        elif group == 1:
            kind, facts = "withdrawal", facts_of(Withdrawal.objects.get(pk=key), OF_WITHDRAWAL)
        else:
            kind, facts = "variant", facts_of(Variant.objects.get(pk=key), OF_VARIANT)
        content = canonical({**facts, "note": NOTE})
        line = (
            f'{{"content":{content},"kind":"{kind}","previous":"{previous}",'
            f'"sequence":{sequence},"subject":{key}}}'
        )
        sha256 = hashlib.sha256(line.encode()).hexdigest()
        ProofEntry.objects.create(
            sequence=sequence, kind=kind, subject=key, content=content, previous=previous, sha256=sha256
        )
        previous = sha256


def enter_files(apps, edition):
    """An annex with what the text says of it, also where the file is no longer so: `verify` tells of that.
    A picture as it lies there now; nobody knows better."""
    EditionFile, rows = apps.get_model("publishing", "EditionFile"), []
    try:
        named = media_files(from_json(edition.document_json))
    except UnreadableDocumentError:  # `verify` tells of it
        named = {}
    for path, annex in named.items():
        if municipality_of(path) not in (None, edition.plan.municipality_id):
            continue
        found = annex or stored_file(default_storage, path)
        if found is not None:
            rows.append({"path": path, "sha256": found.sha256, "size": found.size})
    EditionFile.objects.bulk_create(EditionFile(edition=edition, **row) for row in rows)
    return sorted(rows, key=canonical)


def facts_of(row, names):
    return {name: plain(getattr(row, name)) for name in names}


def plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if value is None or isinstance(value, int | list):
        return value
    return str(value)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def take_out(apps, schema_editor):
    """What was entered goes with its tables, in the migration before this one."""


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0020_evidence'),
    ]

    operations = [
        migrations.RunPython(enter, take_out),
    ]
