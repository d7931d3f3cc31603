"""Where a document is chosen, dropped or pasted, and where work that was begun is taken up again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intake.access import placing_for
from intake.domain import reading
from intake.domain.unfinished import unfinished_of
from intake.enums import PlacingState
from intake.formats.pasted import packed
from intake.forms import UploadForm
from plans.admin_pages import page, signed_in_user
from plans.domain.access import Permission, has_permission_somewhere
from plans.number_input import whole_number


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest) -> HttpResponse:
    if not has_permission_somewhere(request.user, Permission.EDIT_PLAN):
        raise PermissionDenied
    person = signed_in_user(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(person, *posted, initial={"municipality": whole_number(request.GET.get("kommune", ""))})
    if form.is_valid():
        found = form.cleaned_data
        name, content = _chosen(form)
        placing = reading.begin(form.municipality, found.get("series"), name, content, person)
        return redirect("intake-place", placing.pk)
    context = {"title": _("Read in a document"), "form": form, "unfinished": unfinished_of(person)}
    return page(request, "intake/upload.html", context)


def _chosen(form: UploadForm) -> tuple[str, bytes]:
    file = form.cleaned_data["file"]
    if file:
        return str(file.name), file.read()
    return _("Pasted text"), packed(form.cleaned_data["markup"], form.cleaned_data["text"])


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """What has become a draft is the plan's proof, and stays."""
    placing = placing_for(request, pk)
    if placing.is_open or placing.state != PlacingState.DRAFTED:
        placing.file.delete(save=False)
        placing.delete()
    return redirect("intake-upload")
