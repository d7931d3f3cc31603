import pytest

from documents.printing.breaks import kept_together

pytestmark = pytest.mark.usefixtures("danish")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("pr. 1. august 2019", "pr.\xa01.\xa0august 2019"),
        ("mindst 2 % bedre", "mindst 2\xa0% bedre"),
        ("efter § 5, nr. 3, kl. 10", "efter §\xa05, nr.\xa03, kl.\xa010"),
        ("se side 12 om ca. 100 unge", "se side\xa012 om ca.\xa0100 unge"),
        ("1. Unge først", "1. Unge først"),
        ("oktober 2019", "oktober 2019"),
        ("spr. 3", "spr. 3"),
    ],
)
def test_date_and_number_stay_with_what_they_belong_to(text: str, kept: str) -> None:
    assert kept_together(f"<p>{text}</p>") == f"<p>{kept}</p>"


def test_attributes_are_left_alone() -> None:
    assert kept_together('<p title="1. maj">1. maj</p>') == '<p title="1. maj">1.\xa0maj</p>'
