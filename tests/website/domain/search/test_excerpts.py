from website.domain.search.excerpts import Answers, Piece, excerpt, pieces

UNGE = Answers({"unge": 1.0})


def text_of(found: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in found)


def test_the_first_sentence_with_the_most_words_is_shown_and_marked() -> None:
    text = "Vi hjælper alle, f.eks. unge. Unge får 2.5 timer i skole.\nUnge\nAndet."
    answers = Answers({"unge": 1.0, "skole": 1.0})
    assert text_of(excerpt(text, answers)) == "[Unge] får 2.5 timer i [skole]."


def test_a_sentence_comes_before_a_heading_of_the_same_words() -> None:
    assert text_of(excerpt("Unge\nVi hjælper unge i job.", UNGE)) == "Vi hjælper [unge] i job."


def test_without_any_of_the_words_the_first_sentence_is_shown() -> None:
    assert (
        text_of(excerpt("Her er den første sætning. Og så den anden.", UNGE)) == "Her er den første sætning."
    )
    assert excerpt("", UNGE) == ()


def test_an_expression_is_marked_where_all_its_words_are() -> None:
    answers = Answers({}, [[{"forsikrede": 1.0}, {"ledige": 1.0}]])
    assert text_of(pieces("Ledige er velkomne", answers)) == "Ledige er velkomne"
    assert text_of(pieces("Forsikrede ledige", answers)) == "[Forsikrede] [ledige]"


def test_of_a_long_sentence_what_is_around_the_first_mark_is_shown() -> None:
    shown = text_of(excerpt(f"{'ord ' * 200}unge {'ord ' * 200}", UNGE))
    assert shown.startswith("… ord")
    assert "[unge]" in shown
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_a_word_with_a_hyphen_is_marked_as_a_whole() -> None:
    assert text_of(pieces("Corona-situationen", Answers({"corona": 1.0}))) == "[Corona-situationen]"
