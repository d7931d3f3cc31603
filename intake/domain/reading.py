"""From an upload to work that can be taken up: the file is kept for a while, read beside the page, and what was
read is stored. A file that cannot be read says why, and nothing else comes of it."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from intake.enums import PlacingState
from intake.formats.errors import StoppedError, UnreadableError
from intake.formats.worker import read_limited
from intake.models import Placing
from intake.recognised import to_json
from plans.models import Municipality, Series
from publishing.domain.jobs import in_background

logger = logging.getLogger(__name__)
KEPT = timedelta(days=30)
"""How long an uploaded file is kept after it was read: as long as somebody may want it read once more."""
ABANDONED = timedelta(minutes=10)


def begin(municipality: Municipality, series: Series | None, name: str, content: bytes, by: User) -> Placing:
    """Reads it in a thread of the server, or by the timer."""
    placing = Placing(
        municipality=municipality,
        series=series,
        file_name=name[-255:],
        sha256=sha256(content).hexdigest(),
        size=len(content),
        begun_by=by,
        changed_by=by,
    )
    placing.file.save(name[-100:], ContentFile(content), save=False)
    placing.save()
    in_background(partial(read, placing.pk))
    return placing


def read(key: int) -> Placing | None:
    """None where another process has it, it has been read, or it has been discarded meanwhile; or where the server is
    stopped, and it waits for `run_jobs`."""
    claimed_at = timezone.now()
    if not _waiting().filter(pk=key).update(claimed_at=claimed_at):
        return None
    placing = Placing.objects.get(pk=key)
    try:
        with placing.file.open("rb") as handle:
            content = handle.read()
        with translation.override("da"):
            outline, recognised = read_limited(content, placing.file_name)
    except StoppedError:
        _claimed(key, claimed_at).update(claimed_at=None)
        return None
    except UnreadableError as error:
        placing.state, placing.refusal = PlacingState.REFUSED, str(error)
    except OSError:
        with translation.override("da"):
            placing.refusal = _("The file is not there any more. Choose it once more.")
        placing.state = PlacingState.REFUSED
    except Exception:  # a fault of ours: the next one has its turn
        logger.exception("Document %s could not be read", key)
        with translation.override("da"):
            placing.refusal = _("An unexpected fault. The server's log tells more.")
        placing.state = PlacingState.REFUSED
    else:
        placing.outline, placing.recognised = to_json(outline), to_json(recognised)
        placing.state = PlacingState.OPEN
    return placing if _kept(placing, claimed_at) else None


def _kept(placing: Placing, claimed_at: datetime) -> bool:
    """Whether what was read is stored: not where somebody else has read it since, or it is gone."""
    return bool(
        _claimed(placing.pk, claimed_at).update(
            state=placing.state,
            refusal=placing.refusal,
            outline=placing.outline,
            recognised=placing.recognised,
            changed_at=timezone.now(),
        )
    )


def _claimed(key: int, at: datetime) -> QuerySet[Placing]:
    return Placing.objects.filter(pk=key, state=PlacingState.READING, claimed_at=at)


def _waiting() -> QuerySet[Placing]:
    abandoned = Q(claimed_at__lt=timezone.now() - ABANDONED)
    return Placing.objects.filter(Q(claimed_at=None) | abandoned, state=PlacingState.READING)


def read_waiting() -> Iterator[str]:
    """What a restart interrupted."""
    for key in list(_waiting().order_by("pk").values_list("pk", flat=True)):
        if placing := read(key):
            yield f"{placing}: {placing.get_state_display()}"


def delete_old_files() -> Iterator[str]:
    """Of what was read long ago."""
    old = Placing.objects.filter(begun_at__lt=timezone.now() - KEPT, file_deleted_at=None).exclude(file="")
    for placing in old.order_by("pk"):
        placing.file.delete(save=False)
        placing.file_deleted_at = timezone.now()
        placing.save(update_fields=["file", "file_deleted_at"])
        yield _("%(file)s: the file has been deleted") % {"file": placing}
