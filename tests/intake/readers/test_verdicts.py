import pytest

from intake.readers.verdicts import verdict_of


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Målet er opfyldt.", "met"),
        ("Målet er således opfyldt.", "met"),
        ("Med den samlede indsats vurderes målet således at være opfyldt.", "met"),
        ("Der er progression, og målet vurderes således at være opfyldt.", "met"),
        ("Det kunne være bedre, men målet er opfyldt.", "met"),
        ("Målet er delvist opfyldt.", "partly"),
        ("Målet er delvis opfyldt.", "partly"),
        ("Det vurderes derfor, at målet er delvist opfyldt", "partly"),
        ("Målet vurderes at være delvist opfyldt, men resultatet er over forventet.", "partly"),
        ("Målet er ikke opfyldt.", "not_met"),
        (
            "Målet er således ikke opfyldt, men set i lyset af nedlukningen er det tilfredsstillende.",
            "not_met",
        ),
        ("Målet vurderes ikke at være opfyldt.", "not_met"),
        ("Målet\ner ikke\nopfyldt.", "not_met"),
        ("Betingelserne er ikke opfyldt. Målet er opfyldt.", "met"),
    ],
)
def test_verdict_is_read_from_prose(text: str, verdict: str) -> None:
    assert verdict_of(text) == verdict


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Der er arbejdet med målet.",
        "Betingelserne er opfyldt.",
        "Målet er næsten opfyldt.",
        "Målet er opfyldt, " * 11,
        "Målet er ikke helt opfyldt.",
        "Målet er ikke kun opfyldt, men overopfyldt.",
        "Målet er ikke delvist opfyldt.",
        "Målet forventes opfyldt i 2021.",
        "Det kan ikke siges, om målet er opfyldt.",
        "Målet er opfyldt i nogen grad.",
        "Målet er opfyldt, hvad angår unge. Målet er ikke opfyldt for ældre.",
        "Hvis målet bliver opfyldt, er det godt.",
        "Målet er uopfyldt.",
    ],
)
def test_verdict_is_not_guessed(text: str) -> None:
    assert verdict_of(text) is None
