"""Rows that are added and read, and never changed: what was published, and how it came about."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImmutableError(Exception):
    """Somebody tried to change or delete what is kept for ever."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise ImmutableError(_("What is kept for ever is never changed."))

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise ImmutableError(_("What is kept for ever is never changed."))

    def delete(self) -> NoReturn:
        raise ImmutableError(_("What is kept for ever is never deleted."))


class AppendOnlyModel(models.Model):
    """The database refuses it, too (`publishing/triggers.py`): a row that such a row belongs to is protected
    from being deleted, and never takes it along."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(_("What is kept for ever is never changed."))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise ImmutableError(_("What is kept for ever is never deleted."))
