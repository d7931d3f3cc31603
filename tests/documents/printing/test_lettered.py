"""Letters and numbers that are text are the labels of their lists in the PDF's structure tree."""

from pathlib import Path

import pikepdf

from documents.markdown import render
from documents.printing import weasy
from tests.documents.printing.reading import elements, texts
from tests.documents.printing.test_tagging import painted_in_order

LETTERED = """\
Vi vil:  
a) Ring  
b) **Mød** op

i. Et  
ii. To

1. Mål  
   A) Ring  
   B) Mød op

1\\) Ring  
3\\) Mød op
"""
TYPED = """<!doctype html>
<html lang="da"><head><title>Prøve</title><link rel="stylesheet" href="/static/css/print.css"></head>
<body><h1>Prøve</h1><div class="prose">{}</div></body></html>"""


def test_letters_as_typed_are_the_labels_of_a_list(tmp_path: Path) -> None:
    file = tmp_path / "bogstaver.pdf"
    file.write_bytes(weasy.write(weasy.lay_out(TYPED.format(render(LETTERED, parent_level=1))), "{}"))
    with pikepdf.open(file) as pdf:
        lists = [
            (str(each.A.ListNumbering), [[str(part.S) for part in item.K] for item in each.K])
            for each in elements(pdf)
            if each.S == "/L"
        ]
    read = [(text.path[-1], text.text.strip()) for text in texts(file)[1:]]

    two = [["/Lbl", "/LBody"], ["/Lbl", "/LBody"]]
    assert lists == [
        ("/LowerAlpha", two),
        ("/LowerRoman", two),
        ("/Decimal", two[:1]),
        ("/UpperAlpha", two),
        ("/Decimal", two),
    ]
    assert [text for text in read if text[1]] == [
        ("P", "Vi vil:"),
        *[("Lbl", "a)"), ("LBody", "Ring"), ("Lbl", "b)"), ("LBody", "Mød"), ("LBody", "op")],
        *[("Lbl", "i."), ("LBody", "Et"), ("Lbl", "ii."), ("LBody", "To")],
        *[
            ("Lbl", "1."),
            ("LBody", "Mål"),
            ("Lbl", "A)"),
            ("LBody", "Ring"),
            ("Lbl", "B)"),
            ("LBody", "Mød op"),
        ],
        *[("Lbl", "1)"), ("LBody", "Ring"), ("Lbl", "3)"), ("LBody", "Mød op")],
    ]
    assert painted_in_order(file)
