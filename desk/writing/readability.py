"""How long a text is and how it reads, in a sentence for whoever writes it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.markdown import plain
from publishing.checks.readability import lix

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
