"""A draft as the public will see it: the bodies of the public site, in a frame that says on every page
that it is a draft. For those who write and approve it, and for whoever was given its address: no cookie
then, no search engine, no copy kept on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.domain.reading_bar import ReadingBar, reading_bar
from desk.domain.sharing import ClosedLinkError, PublishedLinkError, UnknownLinkError, count_use, open_link
from desk.domain.text_changes import changes_since_edition
from desk.pages import address_of, subject_for
from documents.codec import to_json
from documents.outline import Part, group_part, parts, section_part, theme_part
from documents.printing import RenderError
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.domain.access import Permission, accessible_to
from plans.errors import RefusedError
from plans.uploads import municipality_of
from publishing.checks.file_scan import named_files
from publishing.domain.addresses import Addresses
from publishing.domain.check_input import in_storage
from publishing.domain.draft_pdf import draft_pdf
from publishing.domain.published_editions import NotPublishedError
from publishing.domain.submitting import pdf_of
from publishing.domain.texts import document_now
from publishing.models import FrozenText, Subject
from publishing.models.subject import plan_of
from website.domain.goal_page import read_goal
from website.domain.menu import Item, Pager, contents, name_of, pager
from website.domain.target_groups import doors, plan_for_group
from website.views.errors import not_found
from website.views.media import stored_file

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, open at one address: `shared` by a link, with its token as key; a plan's or follow-up's `own`,
    for those who are signed in; or a frozen `text`, for those who are to approve it.

    `key` is what the address names it by. `text` is the frozen text, where the draft is one, `bar` what
    its reader may do with it, and `as_of` the moment that a shared one is of."""

    names: str
    key: tuple[str | int, ...]
    subject: Subject
    document: PlanDocument
    text: FrozenText | None = None
    bar: ReadingBar | None = None
    as_of: datetime | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts(self.document)

    @property
    def front(self) -> str:
        return self._reverse("plan")

    @property
    def pdf(self) -> str:
        return self._reverse("pdf")

    @property
    def file_name(self) -> str:
        """As an edition's, but marked: a plan's draft and those of its follow-ups lie in one folder of
        downloads."""
        of_report = [f"opfoelgning-{self.subject.slug}"] if isinstance(self.subject, FollowUp) else []
        return "-".join([self.document.municipality.slug, self.document.ref.name, *of_report, "udkast.pdf"])

    @property
    def back(self) -> str:
        """The desk's page of it, for those who may see that."""
        return address_of(self.subject) if self.names == "own" else ""

    @property
    def goals(self) -> str:
        return self.front if self.document.follow_up else self._reverse("goals")

    def theme(self, slug: str) -> str:
        """A follow-up tells of all its themes on one page."""
        return f"{self.front}#tema-{slug}" if self.document.follow_up else self._reverse("theme", slug)

    def section(self, slug: str) -> str:
        return self.front if self.document.follow_up else self._reverse("section", slug)

    def target_group(self, slug: str) -> str:
        return self._reverse("target-group", slug)

    def goal(self, theme: str, number: int) -> str:
        """Its own page; `theme` is empty for one of the plan's own."""
        return self._reverse("theme-goal", theme, number) if theme else self._reverse("goal", number)

    @property
    def since_edition(self) -> str:
        """What has changed since the edition in force, of a text that is to be approved."""
        return self._reverse("changes") if self.names == "text" else ""

    def trail(self, page: str) -> tuple[Item, ...]:
        return Item(self.front, self.document.display_title), Item("", page)

    def address_of(self, part: Part) -> str:
        if part.theme:
            return self.theme(part.theme.slug)
        if part.group:
            return self._reverse("theme-group", part.group.slug)
        return self.section(part.section.slug if part.section else "")

    def _reverse(self, name: str, *rest: str | int) -> str:
        return reverse(f"{self.names}:{name}", args=[*self.key, *rest])

    def context(self, here: Part | None = None) -> dict[str, Any]:
        shared: dict[str, Any] = {
            "draft": self,
            "document": self.document,
            "place": self.document.municipality,
            "contents": contents(self, here),
            "trail": (),
            "pager": Pager(None, None),
            "fault": "",
        }
        if here:
            shared["trail"] = self.trail(name_of(here, self.document))
            shared["pager"] = pager(self, here)
        return shared


def shared(field: str = "") -> Callable[[View], View]:
    """Opens the link, counts its use in `field` where one is named, and keeps the answer from caches and
    search engines. An address that has never been is a 404; one that is over is a 410."""

    def opening(view: View) -> View:
        @require_safe
        @wraps(view)
        def shown(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            with translation.override("da"):
                try:
                    response = _opened(request, view, field, token, **kwargs)
                except Http404 as error:  # answered here, so that it too is kept from caches
                    response = not_found(request, error)
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response["Cache-Control"] = "private, no-store"
            response["Referrer-Policy"] = "no-referrer"
            return response

        return shown

    return opening


def own(view: View) -> View:
    """What is saved now, for whoever may see the plan or follow-up on the desk."""

    @wraps(view)
    def shown(request: HttpRequest, kind: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        subject = subject_for(request, kind, pk)
        with translation.override("da"):
            try:
                draft = Draft("own", (kind, pk), subject, document_now(subject))
            except RefusedError:  # an annex file is gone from the storage
                return render(request, "shared/closed.html", {"link": None, "broken": True}, status=503)
            return view(request, draft, **kwargs)

    return require_safe(shown)


def frozen(view: View) -> View:
    """A text that has been sent for approval, or was: for whoever may see the plan on the desk."""

    @wraps(view)
    def shown(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        visible = accessible_to(
            FrozenText.objects.filter(plan__archived_at=None),
            request.user,
            Permission.VIEW,
            ["plan__municipality"],
        )
        text = get_object_or_404(visible.select_related("plan__municipality", "follow_up__plan"), pk=pk)
        with translation.override("da"):
            bar = reading_bar(text, request.user)
            return view(request, Draft("text", (pk,), text.subject, text.document, text, bar), **kwargs)

    return require_safe(shown)


def _opened(request: HttpRequest, view: View, field: str, token: str, **kwargs: Any) -> HttpResponseBase:
    try:
        opened = open_link(token)
    except UnknownLinkError:
        return render(request, "shared/closed.html", {"link": None, "broken": False}, status=404)
    except ClosedLinkError as error:
        return render(request, "shared/closed.html", {"link": error.link, "broken": False}, status=410)
    except PublishedLinkError as error:
        there = Addresses(error.edition)
        return redirect(there.pdf if view is pdf else there.front)
    except RefusedError:  # an annex file is gone from the storage
        return render(request, "shared/closed.html", {"link": None, "broken": True}, status=503)
    text = opened.text
    draft = Draft("shared", (token,), opened.link.subject, text.document, text, as_of=opened.as_of)
    response = view(request, draft, **kwargs)
    if field and request.method == "GET":
        count_use(opened.link, field)
    return response


def draft_page(request: HttpRequest, template: str, draft: Draft, **context: Any) -> HttpResponse:
    """What the public cannot reach yet is reached below the draft's own address: its pictures and files,
    and the other parts that its texts link to."""
    html = render_to_string(template, {**draft.context(context.get("here")), **context}, request)
    reached = html.replace(f'="{settings.MEDIA_URL}', f'="{draft.front}fil/')
    document = draft.document
    public = re.escape(reverse("publishing:plan", args=[document.municipality.slug, document.ref]))
    goal = r"maal/(?:\d+/)?"
    inside = rf'href="{public}(tema/[\w-]+/{goal}|(?:afsnit|gruppe|maalgruppe|tema)/[\w-]+/|{goal})?(?=["#])'
    return HttpResponse(re.sub(inside, rf'href="{draft.front}\1', reached))


def plan(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.document.follow_up:
        return draft_page(request, "shared/follow_up.html", draft)
    return draft_page(request, "shared/plan.html", draft, doors=doors(draft.document, draft))


def goals(request: HttpRequest, draft: Draft) -> HttpResponse:
    return draft_page(request, "shared/goals.html", draft, trail=draft.trail(_("All goals")))


def since_edition(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What has changed since the edition that the public reads, word by word."""
    changes = changes_since_edition(draft.text) if draft.text else None
    trail = draft.trail(_("Changed since it was published"))
    return draft_page(request, "shared/changes.html", draft, changes=changes, trail=trail)


def _found(part: Part | None) -> Part:
    if part is None:
        raise Http404
    return part


def theme(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    part = _found(theme_part(draft.parts, slug))
    return draft_page(request, "shared/theme.html", draft, here=part, theme=part.theme)


def theme_group(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    part = _found(group_part(draft.parts, slug))
    themes = next(item.children for item in contents(draft, part) if item.current)
    return draft_page(request, "shared/theme_group.html", draft, here=part, group=part.group, themes=themes)


def target_group(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    """Whom to call is said on the public page, as it is then."""
    found = plan_for_group(draft.document, draft, slug)
    if found is None:
        raise Http404
    trail = draft.trail(found.group.name)
    return draft_page(request, "shared/target_group.html", draft, group=found.group, found=found, trail=trail)


def goal(request: HttpRequest, draft: Draft, goal: int, slug: str = "") -> HttpResponse:
    """The goal through the years and how it is cited are of what is published."""
    read = read_goal(draft.document, draft, slug, goal)
    if read is None:
        raise Http404
    beside = {} if draft.document.follow_up is None else {"contents": ()}  # as beside a published one
    trail = read.trail(draft.trail(read.name)[:1])
    return draft_page(request, "shared/goal.html", draft, read=read, pager=read.pager, trail=trail, **beside)


def section(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    part = _found(section_part(draft.parts, slug))
    return draft_page(request, "shared/section.html", draft, here=part, section=part.section)


def pdf(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Of a frozen text made once and kept; of rows made on demand: the next reader gets the draft as it is
    then."""
    try:
        response = _pdf_of(draft)
    except (RenderError, OSError) as error:
        context = {"doors": doors(draft.document, draft), "fault": str(error)}
        response = draft_page(request, "shared/plan.html", draft, **context)
        response.status_code = 503
        return response
    response["Content-Disposition"] = f'inline; filename="{draft.file_name}"'
    return response


def _pdf_of(draft: Draft) -> HttpResponseBase:
    """Raises `RenderError` or `OSError`."""
    if draft.text:
        return FileResponse(pdf_of(draft.text).pdf.open("rb"), content_type="application/pdf")
    made = draft_pdf(draft.subject, draft.document, to_json(draft.document), judged=False)
    return HttpResponse(made.content, content_type="application/pdf")


def file(request: HttpRequest, draft: Draft, path: str) -> HttpResponseBase:  # noqa: ARG001
    """A picture or annex file that the draft names. Another municipality's cannot be had by naming it."""
    named = {in_storage(name) for _place, name in named_files(draft.document)}
    if path not in named or municipality_of(path) not in {None, plan_of(draft.subject).municipality_id}:
        raise Http404
    try:
        return stored_file(path)
    except NotPublishedError as error:
        raise Http404 from error
