import re
import sys
from html.parser import HTMLParser

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from documents.markdown import plain, preview, render
from tests.timing import seconds

ELEMENTS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("em", "strong", "s", "code", "sub", "sup", "a", "img", "span"),
}
ATTRIBUTES = {
    "href",
    "src",
    "alt",
    "id",
    "class",
    "role",
    "start",
    "scope",
    "tabindex",
    "aria-label",
    "lang",
    "type",
}

DANGEROUS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#x0a;script:alert(1)",
    "java&Tab;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "&#x6A;avascript&#58;alert(1)",
    "&#1;javascript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript\\:alert(1)",
    "\u200bjavascript:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "blob:https://example.org/x",
    "filesystem:https://example.org/x",
    "view-source:https://example.org/",
    "about:blank",
    "tel:ring",
    "tel:112;ext=1",
    "sms:112",
    "ws://example.org/",
    "intent://example.org/",
    "ms-word:ofe|u|https://example.org/x",
    "//example.org/x",
    "///example.org/x",
    "/\\example.org/x",
    "\\\\example.org\\x",
    "/\t/example.org/x",
    "/&#47;example.org/x",
    "https:example.org",
    "https:/example.org",
    "https:\\\\example.org",
    "https://\\example.org",
    "http://",
    "example.org/x",
    "../admin/",
    "?next=//example.org",
    "mailto:",
    "mailto:a@b?bcc=c@d",
]
SAFE = {
    "https://www.herning.dk/plan?aar=2019&side=2#maal": "https://www.herning.dk/plan?aar=2019&amp;side=2#maal",
    "http://herning.dk": "http://herning.dk",
    "HTTPS://herning.dk/": "HTTPS://herning.dk/",
    "mailto:post@herning.dk": "mailto:post@herning.dk",
    "tel:+4512345678": "tel:+4512345678",
    "/herning/2019/": "/herning/2019/",
    "#afsnit-vision": "#afsnit-vision",
    "https://da.wikipedia.org/wiki/Herning_(by)": "https://da.wikipedia.org/wiki/Herning_(by)",
}
FOREIGN_IMAGES = [
    "https://example.org/x.png",
    "//example.org/x.png",
    "/static/x.png",
    "/media/../secret.png",
    "/media/%2e%2e/secret.png",
    "/media//example.org/x.png",
    "/media/\\..\\x.png",
    "/media/x.png?y",
    "/media/",
    "/medie/x.png",
    "data:image/png;base64,AAAA",
    "x.png",
]


class Found(HTMLParser):
    """What an HTML parser sees in the output."""

    def __init__(self, made: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(made)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


def assert_harmless(made: str) -> None:
    found = Found(made)
    assert {tag for tag, _ in found.tags} <= ELEMENTS
    assert {name for _, attrs in found.tags for name in attrs} <= ATTRIBUTES
    for src in found.all("src"):
        assert re.fullmatch(r"/media/(?!.*\.\.)[^/\\?#:].*", src)
    for href in found.all("href"):
        assert re.match(r"(?i)https?://[^/\\]|mailto:[^:]+@|tel:\+?\d|/(?![/\\])|#", href)
    for name in found.all("id"):
        assert re.fullmatch(r"(note|ref\d*)-\d+", name)


# Structure


def test_headings_fit_below_the_parent_without_skipping_a_level() -> None:
    made = render("### A\n\n##### B\n\n###### C\n\n### D", parent_level=2)
    assert re.findall(r"<(h\d)>(\w)", made) == [("h3", "A"), ("h4", "B"), ("h5", "C"), ("h3", "D")]


def test_headings_of_which_the_first_is_not_the_highest_start_below_the_parent() -> None:
    assert re.findall(r"<(h\d)>", render("### A\n\n# B\n\n## C", parent_level=1)) == ["h2", "h2", "h3"]


def test_headings_never_pass_the_sixth_level() -> None:
    assert re.findall(r"<(h\d)>", render("# A\n\n## B\n\n### C\n\n#### D", parent_level=4)) == [
        "h5",
        "h6",
        "h6",
        "h6",
    ]


def test_line_below_a_line_makes_no_heading() -> None:
    assert render("Mål\n---", parent_level=2) == "<p>Mål</p>\n<hr>"
    assert render("Mål\n-", parent_level=2) == "<p>Mål\n-</p>"
    assert render("Mål\n===", parent_level=2) == "<p>Mål\n===</p>"


def test_heading_with_more_spaces_than_a_page_is_read_at_once() -> None:
    assert render(f"# a{' ' * 90_000}x", parent_level=2).startswith("<h3>a ")


def test_heading_needs_a_space_after_its_sign() -> None:
    assert render("#1 prioritet", parent_level=2) == "<p>#1 prioritet</p>"


def test_heading_without_words_is_no_heading() -> None:
    assert render("## ##\n\ntekst", parent_level=2) == "<p></p>\n<p>tekst</p>"


def test_table_has_scoped_heads_and_can_be_scrolled_with_the_keyboard() -> None:
    with override("en"):
        made = render("| År | Antal |\n|---|--:|\n| 2019 | 408 |", parent_level=2)
    assert Found(made).tags == [
        ("div", {"class": "table", "role": "region", "tabindex": "0", "aria-label": "Table: År, Antal"}),
        ("table", {}),
        ("thead", {}),
        ("tr", {}),
        ("th", {"scope": "col"}),
        ("th", {"scope": "col", "class": "align-right"}),
        ("tbody", {}),
        ("tr", {}),
        ("td", {}),
        ("td", {"class": "align-right"}),
    ]


def test_table_whose_head_is_empty_has_none() -> None:
    with override("en"):
        made = render("| | |\n|---|---|\n| 2019 | 408 |", parent_level=2)
    assert [tag for tag, _ in Found(made).tags] == ["div", "table", "tbody", "tr", "td", "td"]
    assert Found(made).all("aria-label") == ["Table"]


def test_table_corner_without_words_is_no_header_cell() -> None:
    made = render("| | 2019 |\n|---|---|\n| Forløb | 408 |", parent_level=2)
    assert [tag for tag, _ in Found(made).tags if tag in ("th", "td")] == ["td", "th", "td", "td"]


def test_footnotes_of_two_texts_do_not_meet() -> None:
    text = "Et[^a] og to[^a].\n\n[^a]: Kilde."
    first, second = (Found(render(text, parent_level=2, prefix=prefix)) for prefix in ("unge", "kanten"))
    assert first.all("id") == ["unge-ref-1", "unge-ref2-1", "unge-note-1"]
    assert second.all("id") == ["kanten-ref-1", "kanten-ref2-1", "kanten-note-1"]
    assert first.all("href") == ["#unge-note-1", "#unge-note-1", "#unge-ref-1", "#unge-ref2-1"]


def test_footnote_that_nothing_refers_to_is_not_shown() -> None:
    assert render("Tekst.\n\n[^a]: Kilde.", parent_level=2) == "<p>Tekst.</p>"


def test_footnotes_are_numbered_in_the_order_of_their_signs() -> None:
    made = render("Et[^b], to[^a].\n\n[^a]: A.\n\n[^b]: B.", parent_level=2)
    assert re.findall(r'note-(\d)">\n<p>(\w)', made) == [("1", "B"), ("2", "A")]


def test_footnote_that_ends_in_a_list_has_its_way_back_after_it() -> None:
    with override("en"):
        made = render("Et[^a].\n\n[^a]: Det er:\n\n    - a\n    - b", parent_level=2)
    assert made.endswith(
        '<li id="note-1">\n<p>Det er:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>&nbsp;<a aria-label="Back to '
        'the text from note 1" class="footnote-backref" href="#ref-1" role="doc-backlink">↑</a></p>\n</li>\n</ol>\n</div>'
    )


def test_footnote_label_never_becomes_an_id() -> None:
    made = render('Et[^x"onclick=alert].\n\n[^x"onclick=alert]: Kilde.', parent_level=2)
    assert Found(made).all("id") == ["ref-1", "note-1"]


def test_definition_list() -> None:
    assert render("RAR\n:   Regionalt råd", parent_level=2) == (
        "<dl>\n<dt>RAR</dt>\n<dd>Regionalt råd</dd>\n</dl>"
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Målene:\n- a\n- b", "<p>Målene:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("- a\n    - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("2. b\n3. c", '<ol start="2">\n<li>b</li>\n<li>c</li>\n</ol>'),
        ("- a\n1. b", "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>"),
        ("- 89 % i 2016.\nI 2018 93 %.\n- b", "<ul>\n<li>89 % i 2016.\nI 2018 93 %.</li>\n<li>b</li>\n</ul>"),
        ("1\\. august 2019 starter det.", "<p>1. august 2019 starter det.</p>"),
        ("1. a\n\n   Mere om a.", "<ol>\n<li>\n<p>a</p>\n<p>Mere om a.</p>\n</li>\n</ol>"),
        ("Tekst\n2019. b", "<p>Tekst\n2019. b</p>"),
        ("* * *", "<hr>"),
        ("    indrykket", "<p>indrykket</p>"),
    ],
)
def test_lists_are_read_as_people_write_them(text: str, made: str) -> None:
    assert render(text, parent_level=2) == made


def test_quotation_and_emphasis() -> None:
    assert render("> ” ...\n>\n> *Byrådet* **vil**.”", parent_level=2) == (
        "<blockquote>\n<p>” ...</p>\n<p><em>Byrådet</em> <strong>vil</strong>.”</p>\n</blockquote>"
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("[No one *left* behind]{lang=en}", '<span lang="en">No one <em>left</em> behind</span>'),
        ("Et [kalaallisut]{lang=kl} ord", 'Et <span lang="kl">kalaallisut</span> ord'),
        ("[中文]{lang=zh-Hant}", '<span lang="zh-Hant">中文</span>'),
        ("[ord]{lang=}", "[ord]{lang=}"),
        ("[ord]{lang=en onclick=x}", '<span lang="en">ord</span>'),
        ("[ord]{lang=engelsk}", "<span>ord</span>"),
        ("[ord] {lang=en}", "[ord] {lang=en}"),
        ('<span lang="en">word</span>', '&lt;span lang="en"&gt;word&lt;/span&gt;'),
    ],
)
def test_words_of_another_language_are_marked(text: str, made: str) -> None:
    assert render(text, parent_level=2) == f"<p>{made}</p>"


def test_prose_with_signs_of_markup_survives() -> None:
    assert render("Drift & Service: alder < 25 og > 18, <navn>, ]0;10[", parent_level=2) == (
        "<p>Drift &amp; Service: alder &lt; 25 og &gt; 18, &lt;navn&gt;, ]0;10[</p>"
    )


def test_html_is_text() -> None:
    assert render("<h1>Mål</h1>\n\nalder <b>25</b><br>", parent_level=2) == (
        "<p>&lt;h1&gt;Mål&lt;/h1&gt;</p>\n<p>alder &lt;b&gt;25&lt;/b&gt;&lt;br&gt;</p>"
    )


def test_raised_lowered_and_struck_letters() -> None:
    assert render("10 m^2^, CO~2~, ~~slettet~~, ca. ~5 og ~6", parent_level=2) == (
        "<p>10 m<sup>2</sup>, CO<sub>2</sub>, <s>slettet</s>, ca. ~5 og ~6</p>"
    )


def test_lines_break_where_they_are_told_to() -> None:
    assert render("a  \nb\\\nc\nd", parent_level=2) == "<p>a<br>\nb<br>\nc\nd</p>"
    assert "<td>a<br>\nb</td>" in render("| x | y |\n|---|---|\n| a&#10;b | c |", parent_level=2)


def test_address_written_bare_is_a_link_and_a_domain_is_not() -> None:
    assert render("Se https://a.dk/b?c=d, post@a.dk, www.a.dk og a.dk.", parent_level=2) == (
        '<p>Se <a href="https://a.dk/b?c=d">https://a.dk/b?c=d</a>, '
        '<a href="mailto:post@a.dk">post@a.dk</a>, www.a.dk og a.dk.</p>'
    )


def test_what_would_define_an_address_is_read() -> None:
    assert render("[Kilde]: jobindsats.dk", parent_level=2) == "<p>[Kilde]: jobindsats.dk</p>"


def test_mail_address_in_angles_is_a_link() -> None:
    assert render("<post@herning.dk>", parent_level=2) == (
        '<p><a href="mailto:post@herning.dk">post@herning.dk</a></p>'
    )


def test_link_without_words_shows_its_address() -> None:
    assert render("[](https://herning.dk)", parent_level=2) == (
        '<p><a href="https://herning.dk">https://herning.dk</a></p>'
    )


# Safety


@pytest.mark.parametrize("address", DANGEROUS)
@pytest.mark.parametrize(
    "form",
    ["[ord]({})", "[ord](<{}>)", "[ord]({} 'titel')"],
)
def test_dangerous_address_makes_no_link(address: str, form: str) -> None:
    made = render(form.format(address), parent_level=2)
    assert Found(made).all("href") == []
    assert "ord" in made


@pytest.mark.parametrize("address", DANGEROUS)
@pytest.mark.parametrize("form", ["[ord][1]\n\n[1]: {}", '<a href="{}">ord</a>', "Se {}, ord"])
def test_dangerous_address_in_plain_words_is_harmless(address: str, form: str) -> None:
    made = render(form.format(address), parent_level=2)
    assert_harmless(made)
    assert "ord" in made


@pytest.mark.parametrize("address", DANGEROUS)
def test_dangerous_address_in_angles_makes_no_link(address: str) -> None:
    assert_harmless(render(f"<{address}>", parent_level=2))


@pytest.mark.parametrize(("address", "written"), SAFE.items())
def test_safe_address_makes_a_link(address: str, written: str) -> None:
    assert render(f"[ord]({address})", parent_level=2) == f'<p><a href="{written}">ord</a></p>'


@pytest.mark.parametrize("address", [*FOREIGN_IMAGES, *DANGEROUS])
def test_foreign_image_leaves_its_text(address: str) -> None:
    assert Found(render(f"![Kort over egnen]({address})", parent_level=2)).all("src") == []
    assert render(f"![Kort over egnen](<{FOREIGN_IMAGES[0]}>)", parent_level=2) == "<p>Kort over egnen</p>"


def test_own_image_is_shown() -> None:
    made = '<p><img src="/media/billeder/kort.png" alt="Kort"></p>'
    assert render('![Kort](/media/billeder/kort.png "titel")', parent_level=2) == made


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img srcset='https://example.org/x 2x' src=/media/x.png>",
        "<svg onload=alert(1)><a xlink:href='javascript:x'>x</a></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<iframe src=https://example.org></iframe>",
        "<p style='background:url(//example.org)'>x</p>",
        "<style>@import '//example.org'</style>",
        "<form action=//example.org><input name=q></form>",
        "<a id=getElementById name=forms href=/>x</a>",
        "<base href=//example.org>",
        "<meta http-equiv=refresh content=0>",
        "<a href='/' onclick=alert(1) target=_blank>x</a>",
        "<!--><script>alert(1)</script>-->",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<table><tr><td background=//example.org>x",
        "`<script>alert(1)</script>`",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<<b>script>alert(1)<</b>/script>",
        "<div class=table role=region tabindex=0 aria-label=x>x</div>",
        "[x](/ \"' onclick=alert(1) '\")",
        '![x" onerror=alert(1) y="](/media/x.png)',
        "<x-foo onclick=alert(1)>x</x-foo>",
        "<o:p onclick=alert(1)>x</o:p>",
        "\x02amp\x03lt;script>",
        "\x02wzxhzdk:0\x03",
    ],
)
def test_hostile_text_is_harmless(text: str) -> None:
    made = render(text, parent_level=2)
    assert_harmless(made)
    assert "<script" not in made.lower()


def test_control_and_reversing_characters_go() -> None:
    assert render("a\x00b\x1bc\u202ed&#x202e;e\ud800f&#1;g", parent_level=2) == "<p>abcdef\ufffdg</p>"


WEIRD = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "[",
                    "]",
                    "(",
                    ")",
                    "![",
                    "<",
                    ">",
                    '"',
                    "'",
                    "`",
                    "*",
                    "**",
                    "_",
                    "#",
                    "- ",
                    "1. ",
                    "> ",
                    "|",
                ),
                *(
                    "\n",
                    "\n\n",
                    "    ",
                    "\t",
                    "\\",
                    "&",
                    "&#",
                    ";",
                    "[^1]",
                    "[^1]: ",
                    "]{lang=",
                    "en}",
                    ":   ",
                    "---",
                    "\x02",
                    "\x03",
                ),
                *(
                    "<script>",
                    "</script>",
                    "<b>",
                    "</b>",
                    "<p ",
                    "<img src=",
                    " onerror=",
                    "<svg ",
                    "style=",
                    "<br>",
                ),
                *(
                    "javascript:",
                    "https://",
                    "/media/",
                    "//",
                    "<table><tr><td>",
                    "<ul><li>",
                    "</ul>",
                    "|a|b|\n|-|-|\n",
                ),
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=30,
).map("".join)


@given(WEIRD)
def test_no_text_makes_anything_harmful(text: str) -> None:
    assert_harmless(render(text, parent_level=2))


@given(WEIRD)
def test_plain_of_any_text_has_no_empty_lines(text: str) -> None:
    assert "" not in plain(text).split("\n")[1:]


# Tangled and long texts


@pytest.mark.parametrize(
    "text",
    [
        ">" * 1000 + " x",
        "\n".join("  " * level + "- x" for level in range(1000)),
        "- " * 1000 + "x",
        "1. " * 1000 + "x",
        ":   " * 1000 + "x",
    ],
)
def test_nesting_stops_and_no_word_is_lost(text: str) -> None:
    made = render(text, parent_level=2)
    depth = deepest = 0
    for close in re.findall(r"<(/?)(?:blockquote|ul|ol|dl)>", made):
        depth += -1 if close else 1
        deepest = max(deepest, depth)
    assert deepest <= 17
    assert made.count("x") == text.count("x")


def test_text_too_tangled_for_the_parser_is_shown_as_paragraphs() -> None:
    text = "- - - - - - - - **a** & b\n\nc"
    made = set()
    depth, frame = 0, sys._getframe().f_back
    while frame:
        depth, frame = depth + 1, frame.f_back
    usual = sys.getrecursionlimit()
    for room in range(10, 80):
        try:
            sys.setrecursionlimit(depth + room)
            made.add(render(text, parent_level=2))
        except RecursionError:
            assert room < 40  # too little for anything at all
        finally:
            sys.setrecursionlimit(usual)
    inner = "<ul>\n<li><strong>a</strong> &amp; b</li>\n</ul>"
    parsed = "<ul>\n<li>\n" * 7 + inner + "\n</li>\n</ul>" * 7 + "\n<p>c</p>"
    assert render(text, parent_level=2) == parsed
    assert made == {parsed, "<p>- - - - - - - - **a** &amp; b</p>\n<p>c</p>"}


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "[",
            "](",
            "[a](",
            "![a](",
            "[^1]",
            "[[[[]]]]",
            "[a]{lang=en}",
            "[a]{lang=",
            "(a)]",
            "\\",
            "`",
            "**",
            "*a_b",
            "&#106;",
            "|a|",
        ),
        *("<a", "<div>", "<b>", "<!--", "<p>a</p>", "*_`[<&!"),
    ],
)
def test_repetition_does_not_slow_the_parser_down(piece: str) -> None:
    assert seconds(lambda: render(piece * (10_000 // len(piece)), parent_level=2)) < 1.0


def test_long_text_is_quick() -> None:
    text = (
        "Kommunen skal have en lavere andel **unge** end [regionen](https://rm.dk).\n\n- et\n- to\n\n" * 120
    )[:10_000]
    assert seconds(lambda: render(text, parent_level=2), within=0.6) < 0.6


# The other functions


def test_preview_is_what_the_page_shows() -> None:
    text = "# Mål\n\ntekst[^1]\n\n[^1]: Kilde"
    assert preview(text) == render(text, parent_level=2)


def test_plain_is_the_words_alone() -> None:
    text = "## Mål\n\n*Fra* [Herning](/) & omegn[^1]\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n[^1]: Kilde."
    assert plain(text) == "Mål\nFra Herning & omegn\na\nb\nx y\n1 2\nKilde."


def test_labels_are_in_the_reader_s_language_whoever_read_the_text_before() -> None:
    text = "Ord[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Kilde."
    with override("da"):
        danish = render(text, parent_level=2)
    with override("en"):
        english = render(text, parent_level=2)
    assert "Tilbage til" in danish
    assert "Back to" in english
    with override("da"):
        assert render(text, parent_level=2) == danish
