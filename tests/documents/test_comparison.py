import time

from hypothesis import given
from hypothesis import strategies as st

from documents.comparison import Line, Passage, Run, Skipped, alike, condensed, passages, words

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
sentence = st.lists(
    st.sampled_from(
        [
            "Herning",
            "skal",
            "have",
            "færre",
            "unge",
            "på",
            "forsørgelse",
            "end",
            "10,4",
            "%",
            ".",
            ",",
            "-",
            "og",
            "i",
        ]
    )
).map(" ".join)


def marked(runs: tuple[Run, ...]) -> str:
    """ "the [-old-]{+new+} text"."""
    signs = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(f"{signs[run.kind][0]}{run.text}{signs[run.kind][1]}" for run in runs)


def side(runs: tuple[Run, ...], kind: str) -> str:
    return "".join(run.text for run in runs if run.kind in ("same", kind))


@given(text | sentence, text | sentence)
def test_both_texts_can_be_read_out_of_the_difference(before: str, after: str) -> None:
    runs = words(before, after)
    assert (side(runs, "removed"), side(runs, "added")) == (before, after)


@given(text | sentence)
def test_text_does_not_differ_from_itself(same: str) -> None:
    assert words(same, same) == ((Run("same", same),) if same else ())


def test_whole_words_are_marked() -> None:
    assert (
        marked(words("have færre unge end landsgennemsnittet.", "have flere unge end Region Midtjylland."))
        == "have [-færre-]{+flere+} unge end [-landsgennemsnittet-]{+Region Midtjylland+}."
    )


def test_number_with_a_comma_is_one_word() -> None:
    assert marked(words("højst 10,4 %", "højst 10,0 %")) == "højst [-10,4-]{+10,0+} %"


def test_stretches_that_share_only_small_words_are_changed_as_a_whole() -> None:
    assert marked(words("løst i dag", "bundet i morgen")) == "[-løst i dag-]{+bundet i morgen+}"


def test_full_stop_at_the_end_stays() -> None:
    assert marked(words("Et mål.", "Noget nyt.")) == "[-Et mål-]{+Noget nyt+}."


def test_new_and_gone_as_a_whole() -> None:
    assert words("", "Nyt.") == (Run("added", "Nyt."),)
    assert words("Gammelt.", "") == (Run("removed", "Gammelt."),)


def lines(*texts: str, role: str = "text") -> list[Line]:
    return [Line(each, role) for each in texts]


@given(st.lists(sentence, max_size=6), st.lists(sentence, max_size=6))
def test_both_sides_can_be_read_out_of_the_passages(before: list[str], after: list[str]) -> None:
    found = passages(lines(*before), lines(*after))
    for kind, texts in (("removed", before), ("added", after)):
        shown = [side(each.runs, kind) for each in found if each.kind in ("same", "changed", kind)]
        assert [each for each in shown if each] == [each for each in texts if each]


def test_paragraph_that_was_changed_is_compared_within() -> None:
    found = passages(
        lines("Uændret.", "Vi vil hjælpe de unge i uddannelse.", "Sidste."),
        lines("Uændret.", "Vi vil hjælpe de unge i arbejde.", "Sidste."),
    )
    assert [each.kind for each in found] == ["same", "changed", "same"]
    assert marked(found[1].runs) == "Vi vil hjælpe de unge i [-uddannelse-]{+arbejde+}."


def test_paragraphs_without_likeness_are_gone_and_new() -> None:
    found = passages(lines("Kommunen har skrevet en plan."), lines("Alle andre ord end før."))
    assert [each.kind for each in found] == ["removed", "added"]


def test_only_lines_of_one_role_are_held_against_each_other() -> None:
    goal, text = Line("Færre unge på forsørgelse", "goal"), Line("Færre unge på forsørgelse i år")
    assert not alike(goal, text)
    assert [each.kind for each in passages([goal], [text])] == ["removed", "added"]
    assert alike(text, Line("Færre unge på forsørgelse sidste år"))


def test_lines_without_words_are_not_alike() -> None:
    assert not alike(Line("..."), Line("---"))


def test_what_is_unchanged_is_counted_but_for_what_leads_to_a_change() -> None:
    found = [
        Passage((Run("same", "Før"),)),
        Passage((Run("same", "Overskrift"),), "heading"),
        *(Passage((Run("same", f"Afsnit {number}"),)) for number in range(3)),
        Passage((Run("added", "Nyt"),)),
        Passage((Run("same", "Efter"),)),
    ]
    assert condensed(found) == (Skipped(1), found[1], Skipped(2), found[4], found[5], Skipped(1))


def test_text_that_is_the_same_is_only_counted() -> None:
    assert condensed(passages(lines("a b c", "d e f"), lines("a b c", "d e f"))) == (Skipped(2),)
    assert condensed([]) == ()


def test_repeated_words_do_not_take_for_ever() -> None:
    started = time.monotonic()
    words("a b " * 900, "b a c " * 600)
    words(" ".join(f"ord{i % 90}" for i in range(1900)), " ".join(f"ord{i % 70}" for i in range(1900)))
    assert time.monotonic() - started < 10


def test_very_long_paragraphs_are_shown_whole() -> None:
    before, after = "ord " * 2500, "andet " * 2500
    assert [run.kind for run in words(before, after)] == ["removed", "added"]
