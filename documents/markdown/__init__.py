"""The one Markdown function. Page, preview and PDF show a text only through here."""

from documents.markdown.render import as_read, plain, preview, render
from documents.pasted_html import html_to_markdown

__all__ = ["as_read", "html_to_markdown", "plain", "preview", "render"]
