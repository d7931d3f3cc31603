from documents.outline import Entry
from documents.printing.bookmarks import depth_of, with_bookmarks

ENTRIES = (
    Entry("tema-1", "Unge", "1", children=(Entry("tema-1-vil", "Det vil vi"),)),
    Entry("slut", 'Et "citat" <b>'),
)


def test_bookmarks_follow_the_contents_list() -> None:
    page = '<section class="theme" id="tema-1"><p id="tema-1-vil">Vi</p><p id="andet">Andet</p></section><p id="slut">'

    assert with_bookmarks(page, ENTRIES) == (
        '<section class="theme" id="tema-1" data-bookmark="1 Unge" data-level="1">'
        '<p id="tema-1-vil" data-bookmark="Det vil vi" data-level="2">Vi</p><p id="andet">Andet</p></section>'
        '<p id="slut" data-bookmark="Et &quot;citat&quot; &lt;b&gt;" data-level="1">'
    )


def test_text_that_looks_like_a_place_is_none() -> None:
    assert with_bookmarks('<p>Skriv id="slut" her</p>', ENTRIES) == '<p>Skriv id="slut" her</p>'


def test_depth() -> None:
    assert depth_of(ENTRIES) == 2
    assert depth_of(()) == 0
