"""Imported once, in the process from which every rendering is forked: what each of them needs is loaded and
has been used already, and a rendering starts in hundredths of a second. Nothing of the portal imports this.
"""

import gc
from contextlib import suppress

import django

django.setup()

from documents.printing import weasy  # noqa: E402 (settings come first)
from documents.printing.errors import RenderError  # noqa: E402

WARM_UP = """<!doctype html><html lang="da"><title>x</title><link rel="stylesheet" href="/static/css/print.css">
<link rel="stylesheet" href="/static/css/print-renditions.css">
<body><h1>En <em>lang</em> overskrift</h1><p><strong>Beskæftigelsesplan</strong></p><table><tr><td>1</table>"""

with suppress(RenderError):
    weasy.write(weasy.lay_out(WARM_UP), "{}")

# A rendering lives for seconds and leaves few rings behind: looking for them took a tenth of its time.
gc.freeze()
gc.disable()
