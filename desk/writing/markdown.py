"""markdownx's two addresses, opened only to those who may write; and how long a text is and how it reads.

The library checks no permission, no length, and believes what an upload says of itself.
"""

from urllib.parse import quote

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from markdownx.views import MarkdownifyView

from desk.writing.pictures import PictureForm
from documents.markdown import plain
from plans.models import Municipality
from plans.number_input import whole_number
from plans.standard import standardise
from plans.text_length import LONGEST_TEXT
from publishing.checks.readability import lix
from publishing.checks.writing import mistake_messages
from themes.domain.access import may_write_somewhere, municipalities_written

MAX_PREVIEW = LONGEST_TEXT


class WritersOnly(View):
    """403 for everybody else: the answer goes to a script on a page, not to a person who could
    follow a redirect to the sign-in page."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        user = request.user
        if not (user.is_active and user.is_staff):
            text = _("You have been signed out. Sign in again in another tab; your text is still here.")
            return self.refuse(text, 403)
        if not may_write_somewhere(user):
            return self.refuse(_("Your role does not let you edit."), 403)
        return super().dispatch(request, *args, **kwargs)

    def refuse(self, text: str, status: int) -> HttpResponse:
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


class PreviewView(WritersOnly, MarkdownifyView):  # type: ignore[misc]
    def post(self, request: HttpRequest) -> HttpResponse:
        text = request.POST.get("content")
        if text is None:
            return self.refuse(_("There is no text to show."), 400)
        if len(text) > MAX_PREVIEW:
            message = _("The text is longer than %(limit)s characters, too long for a preview.")
            return self.refuse(message % {"limit": MAX_PREVIEW}, 413)
        answer: HttpResponse = super().post(request)
        text = standardise(text)
        if mistakes := mistake_messages(text):
            lines = format_html_join("", "<li>{}</li>", ((one,) for one in mistakes))
            answer.content = (
                format_html('<ul class="mistakes" role="note">{}</ul>', lines).encode() + answer.content
            )
        answer.headers["X-Reading"] = quote(readability(text))
        return answer


class UploadView(WritersOnly):
    """Answers `{"image_code": "![what it shows](…)"}` as markdownx does, or `{"error": "…"}`."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PictureForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.refuse(first_error(form), 400)
        municipality = municipality_of_page(request)
        if municipality is None:
            return self.refuse(_("Save the text once; then pictures can be put into it."), 400)
        return JsonResponse({"image_code": form.save(municipality.pk)})

    def refuse(self, text: str, status: int) -> HttpResponse:
        return JsonResponse({"error": text}, status=status)


def municipality_of_page(request: HttpRequest) -> Municipality | None:
    """The one that the page's text belongs to, as `plans/widgets.py` says. A page for adding does
    not know it yet: for those who write in one municipality only, it is that one."""
    own = municipalities_written(request.user)
    given = request.GET.get("kommune")
    if given is None:
        found = list(own[:2])
        return found[0] if len(found) == 1 else None
    municipality = own.filter(pk=given).first() if whole_number(given) is not None else None
    if municipality is None:
        raise Http404
    return municipality


def first_error(form: forms.Form) -> str:
    return next(str(message) for messages in form.errors.values() for message in messages)


EASY, MIDDLING, HARD, VERY_HARD = 25, 35, 45, 55
"""Björnsson's limits."""


def readability(text: str) -> str:
    """Length and readability in a sentence, with what the figure means."""
    words_only = plain(text)
    count = len(words_only.split())
    length = ngettext("%(count)d word", "%(count)d words", count) % {"count": count}
    figure = lix(words_only)
    if figure is None:
        return length
    meanings = [
        (EASY, _("very easy, as a children's book")),
        (MIDDLING, _("easy, as fiction")),
        (HARD, _("middling, as a newspaper")),
        (VERY_HARD, _("hard, as an official text")),
    ]
    meaning = next((word for limit, word in meanings if figure < limit), _("very hard, as a law"))
    return _("%(length)s · LIX %(lix)d: %(meaning)s") % {"length": length, "lix": figure, "meaning": meaning}
