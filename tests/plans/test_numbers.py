import pytest

from plans.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("17", 17),
        ("", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
        ("1\n", None),
        ("9" * 10, None),
    ],
)
def test_whole_number_is_of_plain_figures_and_short(text: str, number: int | None) -> None:
    assert whole_number(text) == number
