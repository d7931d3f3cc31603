"""Where a figure is from, in one line."""

from datetime import date

import pytest

from goals.domain.origin import lacking, listed, origin

DAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (("jobindsats.dk", "Y01A02", DAY), "jobindsats.dk, tabel Y01A02, udtræk 10.06.2026"),
        (("jobindsats.dk, tabel Y01A02", "Y01A02", None), "jobindsats.dk, tabel Y01A02"),
        (("KMD Momentum", "Liste 12", DAY), "KMD Momentum, Liste 12, udtræk 10.06.2026"),
        (("jobindsats.dk, udtræk 10.06.2026", "", DAY), "jobindsats.dk, udtræk 10.06.2026"),
        (("jobindsats.dk", "", None), "jobindsats.dk"),
    ],
)
def test_line_says_each_thing_once(typed: tuple[str, str, date | None], line: str) -> None:
    assert origin(*typed) == line


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("jobindsats.dk, tabel Y01A02, udtræk 10.06.2026", ()),
        ("Danmarks Statistik, tabel AUK01, hentet 3. maj 2026", ()),
        ("KMD Momentum, liste 12, 2026-05-03", ()),
        ("jobindsats.dk", ("table", "day")),
        ("tal-2026.xlsx", ("table", "day")),
        ("tabel Y01A02, udtræk 10.06.2026", ("publisher",)),
        ("", ("publisher", "table", "day")),
    ],
)
def test_what_it_lacks_is_known(source: str, parts: tuple[str, ...]) -> None:
    assert lacking(source) == parts


def test_of_one_table_the_newest_extraction_is_listed() -> None:
    months = [origin("jobindsats.dk", "Y01A02", date(2026, month, 10)) for month in (2, 6, 4)]
    assert listed(["Kommunen", *months, "", "Kommunen"]) == ("Kommunen", months[1])
