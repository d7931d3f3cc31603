import re
from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdownx.models import MarkdownxField

from desk.writing.presence import others_at, page_key, record_presence
from desk.writing.remarks import PARTS, remarks_on
from documents import markdown
from plans.admin_conflict import fingerprint
from plans.admin_snapshot import SNAPSHOT
from plans.domain.owning_plan import plan_around
from plans.models import Plan
from themes.admin_base import plan_added_to

register = template.Library()
EMPTY_HEADING = re.compile(r"<th( class=\"original\")?></th>")


@register.filter
def without_empty_headings(table: str) -> SafeString:
    """A screen reader announces an empty heading: where a column needs no name, it becomes an empty cell."""
    return mark_safe(EMPTY_HEADING.sub(r"<td\1></td>", table))


@register.filter
def shown_to_read(field: AdminReadonlyField) -> SafeString:
    """A field that is only read. Whoever approves or reads a text sees it set, never its Markdown."""
    row, name = field.form.instance, str(field.field["field"])
    if not any(isinstance(each, MarkdownxField) and each.name == name for each in row._meta.fields):
        return field.contents()
    made = markdown.render(
        getattr(row, name), parent_level=2, prefix=f"{row._meta.model_name}-{row.pk}-{name}"
    )
    return format_html('<div class="markdownx-preview">{}</div>', made) if made.strip() else field.contents()


@register.inclusion_tag("desk/editing.html", takes_context=True)
def editing(context: dict[str, Any]) -> dict[str, Any]:
    """What the scripts of an editing page need to know, and who else has it open."""
    form, row, request = context["adminform"].form, context.get("original"), context["request"]
    if SNAPSHOT not in form.fields or not (context["has_change_permission"] or context["add"]):
        return {"field": None}
    place = page_key(row) if row else ""
    if place:
        record_presence(request.user, place)
    return {
        "field": form[SNAPSHOT],
        "fingerprint": fingerprint(str(form[SNAPSHOT].value())),
        "is_bound": form.is_bound,
        "person": request.user,
        "place": place,
        "others": others_at(place, request.user) if place else "",
    }


@register.simple_tag(takes_context=True)
def plan_of(context: dict[str, Any], row: Any) -> Plan | None:
    """The plan that a page's row is a part of, or is added to: the page leads up to it, and not to
    Django's tables."""
    return plan_around(row) if row else plan_added_to(context["request"], context["opts"].model)


@register.inclusion_tag("desk/remarks.html", takes_context=True)
def remarks(context: dict[str, Any]) -> dict[str, Any]:
    """The remarks on the page's row, with a field for one more; for a page without a row, none."""
    row = context.get("original")
    if not isinstance(row, PARTS) or row.pk is None:
        return {"shown": False}
    return {
        "shown": True,
        "csrf_token": context["csrf_token"],
        "remarks": remarks_on(row),
        "app": row._meta.app_label,
        "model": row._meta.model_name,
        "row": row,
    }
