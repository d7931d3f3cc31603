"""Where the figures come from, as notes at the end: below each picture the same source would stand again and again."""

import re

from django.utils.translation import gettext as _

PICTURE = re.compile(r'<figure class="chart .*?</figure>', re.DOTALL)
TITLE_END = "</p></figcaption>"
SOURCES = re.compile(r'<p class="sources">[^:<]*: (.*?)</p>', re.DOTALL)
END = "</body>"


def with_end_notes(page: str) -> str:
    """`page` is a whole document as HTML. Each picture names its note; pictures of the same source share one."""
    notes: dict[str, int] = {}

    def noted(picture: re.Match[str]) -> str:
        found = SOURCES.search(picture[0])
        if found is None:
            return picture[0]
        number = notes.setdefault(found[1], len(notes) + 1)
        source = _("source")
        mark = f'<span class="source">[<a href="#kilde-{number}">{source} {number}</a>]</span>'
        return picture[0].replace(found[0], "", 1).replace(TITLE_END, f" {mark}{TITLE_END}", 1)

    page = PICTURE.sub(noted, page)
    return page.replace(END, _list(notes) + END) if notes else page


def _list(notes: dict[str, int]) -> str:
    lines = "".join(f'<li id="kilde-{number}">{source}</li>' for source, number in notes.items())
    title = _("Sources of the figures")
    return f'<section class="end-notes"><h2>{title}</h2><ol>{lines}</ol></section>'
