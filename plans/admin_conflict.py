"""Saving over somebody else's change is impossible.

A page carries what it was opened with. When it is saved, that is compared with what is stored now, under the
database's lock; if it differs, nothing is written, and the person sees both versions and chooses. The same
rule covers a page that the browser's back button has brought up again.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, connection, transaction
from django.forms import inlineformset_factory
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.admin_merge import Merge
from plans.admin_nested import with_nested
from plans.admin_policy import forget
from plans.admin_snapshot import SNAPSHOT, Snapshot, page_as_sent, page_as_stored
from plans.domain.lock import lock

if TYPE_CHECKING:
    from plans.admin_base import PortalAdmin

SAVED_COOKIE = "gemt"
"""Tells the script which of the texts that it keeps have arrived."""
SNAPSHOT_BEFORE_CHOOSING = "opened_before_choosing"
ADDED = "added_pages"
REMEMBERED = 20
"""Pages, at most, in the cookie and in the session."""


class OptimisticLock:
    """Of one admin's pages for adding and changing a row."""

    def __init__(self, model_admin: "PortalAdmin") -> None:
        self.admin = model_admin

    def save(self, request: HttpRequest, object_id: str | None, save: Callable[[str | None], Any]) -> Any:
        sent = request.POST
        try:
            return self._save(request, object_id, save)
        except IntegrityError:
            # Somebody else has stored the same name or address since the form looked: it says so now.
            request.POST = sent
            forget(request)
            return self._save(request, object_id, save)

    def _save(self, request: HttpRequest, object_id: str | None, save: Callable[[str | None], Any]) -> Any:
        with transaction.atomic():
            # A page for adding that comes a second time means the row which it made the first time.
            object_id = object_id or self._added_before(request)
            if object_id is None and (plan := self.admin.policy.plan_sent(request, self.admin.model)):
                lock(plan)  # before the form chooses a number or an address in it
            refused = self._conflict(request, object_id) if object_id else None
            return refused or save(object_id)

    def add_snapshot(self, context: dict[str, Any], obj: Any) -> None:
        """To the page's form: what it is opened with, or for a row that is added a name of its own."""
        form = context["adminform"].form
        state = str(uuid4())
        if obj:
            inlines = context["inline_admin_formsets"]
            formsets = with_nested(inline.formset for inline in inlines if inline.has_change_permission)
            state = str(Snapshot.of(page_as_stored(form, formsets), timezone.now()))
        form.fields[SNAPSHOT] = forms.CharField(widget=forms.HiddenInput, initial=state, required=False)

    def saved(self, request: HttpRequest, response: HttpResponse, added: Any = None) -> HttpResponse:
        token = request.POST.get(SNAPSHOT)
        if added and token:
            pages = {**request.session.get(ADDED, {}), token: f"{self.admin.opts.label_lower}/{added.pk}"}
            request.session[ADDED] = dict(list(pages.items())[-REMEMBERED:])
        before = [part for part in request.COOKIES.get(SAVED_COOKIE, "").split(".") if part]
        snapshots = (request.POST.get(SNAPSHOT, ""), request.POST.get(SNAPSHOT_BEFORE_CHOOSING, ""))
        parts = [*before, *(quote(fingerprint(state)) for state in snapshots if state)][-REMEMBERED:]
        cookie = ".".join(parts)
        response.set_cookie(
            SAVED_COOKIE, cookie, path="/admin/", samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
        return response

    def _added_before(self, request: HttpRequest) -> str | None:
        place = request.session.get(ADDED, {}).get(request.POST.get(SNAPSHOT) or None, "")
        model, _slash, key = place.partition("/")
        rows = self.admin.model._default_manager
        if model != self.admin.opts.label_lower or not rows.filter(pk=key).exists():
            return None
        return str(key)

    def _conflict(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The page of questions, or None when the save may go on; then `request.POST` is what to save."""
        obj = self.admin.get_object(request, unquote(object_id))
        if not self.admin.has_change_permission(request, obj):
            return None  # refused in a moment, as always
        if connection.features.has_select_for_update:  # SQLite has locked the whole file already
            self._hold(request, obj)
            obj = self.admin.get_object(request, unquote(object_id))
        form_class = self.admin.get_form(request, obj, change=True)
        form = form_class(instance=obj)
        inlines = list(self._editable(request, obj))
        formsets = with_nested(formset for formset, _kwargs in inlines)
        now = page_as_stored(form, formsets)
        opened = Snapshot.read(request.POST.get(SNAPSHOT, ""))
        stored = Snapshot.of(now, timezone.now())
        if opened.fingerprint == stored.fingerprint:
            return None
        bound = with_nested(
            type(formset)(request.POST, request.FILES, **kwargs) for formset, kwargs in inlines
        )
        mine = page_as_sent(form_class(request.POST, request.FILES, instance=obj), bound)
        answered = request.POST.get("seen") == stored.fingerprint
        answers = request.POST if answered else QueryDict()
        merge = Merge(opened, form, formsets, mine, now, answers)
        if (not merge.questions and not request.FILES) or (answered and merge.is_answered):
            request.POST = self._to_save(merge, request.POST, stored)
            for note in merge.notes:
                messages.info(request, note)
            return None
        return self._ask(request, obj, merge, stored, answered)

    def _to_save(self, merge: Merge, sent: Any, stored: Snapshot) -> Any:
        data = merge.data(sent)
        for name in [name for name in data if name == "seen" or name.startswith(("choice.", "edited."))]:
            del data[name]
        data[SNAPSHOT_BEFORE_CHOOSING] = sent.get(SNAPSHOT, "")
        data[SNAPSHOT] = str(stored)
        return data

    def _hold(self, request: HttpRequest, obj: Any) -> None:
        """Two saves of the same rows wait for one another. The plan comes first, as wherever its parts are
        changed: who locks them the other way round stops both."""
        if plan := self.admin.policy.lock.plan_of(obj):
            lock(plan)
        _hold_rows(self.admin.model, pk=obj.pk)
        for inline in self.admin.get_inline_instances(request, obj):
            if inline.has_change_permission(request, obj):
                rows: Any = inlineformset_factory(
                    self.admin.model, inline.model, fk_name=inline.fk_name, fields=[]
                )
                _hold_rows(inline.model, **{rows.fk.name: obj})

    def _editable(self, request: HttpRequest, obj: Any) -> Any:
        """Unbound formsets of the inlines that the person may write in, with what each was made of."""
        prefixes: dict[str, int] = {}
        for formset_class, inline in self.admin.get_formsets_with_inlines(request, obj):
            default = formset_class.get_default_prefix()
            prefixes[default] = prefixes.get(default, 0) + 1
            prefix = default if prefixes[default] == 1 else f"{default}-{prefixes[default]}"
            if inline.has_change_permission(request, obj):
                kwargs = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
                yield formset_class(**kwargs), kwargs

    def _ask(
        self, request: HttpRequest, obj: Any, merge: Merge, stored: Snapshot, answered: bool
    ) -> HttpResponse:
        shown = ("csrfmiddlewaretoken", "seen", "choice.", "edited.")
        since = merge.opened.at
        log = LogEntry.objects.filter(content_type=get_content_type_for_model(obj), object_id=str(obj.pk))
        entry = log.select_related("user").order_by("-pk").first() if since else None
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("The page has been changed meanwhile"),
            "subtitle": str(obj),
            "opts": self.admin.opts,
            "original": obj,
            "merge": merge,
            "seen": stored.fingerprint,
            "unanswered": answered,
            "changed": entry if entry and since and entry.action_time >= since else None,
            "sent": [
                (name, value)
                for name, values in request.POST.lists()
                if not name.startswith(shown)
                for value in values
            ],
            "files": sorted(request.FILES),
        }
        return TemplateResponse(request, "admin/conflict.html", context, status=409)


def _hold_rows(model: Any, **which: Any) -> None:
    list(model._default_manager.select_for_update().filter(**which).order_by("pk").values_list("pk"))


def fingerprint(state: str) -> str:
    """The name of an opened page in the browser's own store."""
    opened = Snapshot.read(state)
    return opened.fingerprint if opened.rows else state[:64]
