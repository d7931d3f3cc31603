"""The one Markdown function. Page, preview and PDF show a text only through here."""

from documents.markdown.render import plain, preview, render
from documents.remnants import html_to_markdown

__all__ = ["html_to_markdown", "plain", "preview", "render"]
