from collections.abc import Iterator
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.rows import RawRow, UnreadableFileError
from goals.domain.importing.storing import BATCH, Report, RowResult, outcomes, store
from goals.enums import AreaKind, Unit
from goals.models import Indicator, Observation
from tests.factories import AreaFactory, IndicatorFactory

pytestmark = pytest.mark.django_db

NAMES = ["Skive", "Struer", "Viborg"]
HEADING = "område;periode;værdi;foreløbig;ny serie\n"


@pytest.fixture(autouse=True)
def ledighed() -> Indicator:
    for name in NAMES:
        AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
    return IndicatorFactory(slug="ledighed", name="Ledighed", unit=Unit.PERCENT)


def stored(*lines: str, heading: str = HEADING, dry_run: bool = False, replace: bool = True) -> Report:
    table = read(BytesIO((heading + "\n".join(lines)).encode()))
    resolver = Resolver("ledighed", "jobindsats.dk", table.decimal_sign)
    return store(table, resolver, dry_run=dry_run, replace=replace)


def counts(report: Report) -> tuple[int, int, int, int]:
    found = report.counts
    return found["added"], found["changed"], found["unchanged"], found["refused"]


def rows() -> list[tuple[str, int, str, int | None, bool, bool]]:
    return [
        (
            row.area.name,
            row.period_start.year,
            str(row.value),
            row.decimals,
            row.provisional,
            row.series_break,
        )
        for row in Observation.objects.select_related("area").order_by("area__name", "period_start")
    ]


def test_new_figures_are_added_with_their_decimals_and_marks() -> None:
    report = stored("Skive;2020;10,0;nej;nej", "Struer;2020;9;ja;ja")
    assert (counts(report), rows()) == (
        (2, 0, 0, 0),
        [("Skive", 2020, "10.0000", 1, False, False), ("Struer", 2020, "9.0000", 0, True, True)],
    )


def test_same_file_twice_changes_nothing() -> None:
    lines = ["Skive;2020;10,0;nej;ja", "Struer;2020;9;ja;nej"]
    stored(*lines)
    before = list(Observation.objects.values())
    assert counts(stored(*lines)) == (0, 0, 2, 0)
    assert list(Observation.objects.values()) == before


def test_other_value_is_a_change_that_tells_both() -> None:
    stored("Skive;2020;10,0;nej;nej")
    report = stored("Skive;2020;10,4;nej;nej")
    assert report.changed == [RowResult(2, "changed", "Ledighed, Skive, 2020: 10,0 → 10,4")]
    assert rows() == [("Skive", 2020, "10.4000", 1, False, False)]


def test_share_above_the_whole_is_stored_and_questioned() -> None:
    """It may be right: spending may be 104 per cent of a budget."""
    report = stored("Skive;2020;100;nej;nej", "Struer;2020;104,2;nej;nej")
    assert counts(report) == (2, 0, 0, 0)
    text = "Ledighed, Struer, 2020: 104,2: andelen er over 100 procent. Kontrollér, at tallet er rigtigt"
    assert [(line.number, line.text) for line in report.questioned] == [(3, text)]


def test_count_above_a_hundred_is_not_questioned(ledighed: Indicator) -> None:
    Indicator.objects.update(unit=Unit.PERSONS)
    assert stored("Skive;2020;104;nej;nej").questioned == []


def test_refusal_names_the_column_where_a_line_has_several_figures() -> None:
    report = stored("Skive;10,4;..", "Struer;9;8", heading="område;2019;2020\n")
    assert counts(report) == (3, 0, 0, 1)
    text = "kolonnen »2020«: »..« er ikke et tal: kilden oplyser det ikke"
    assert [(line.number, line.text) for line in report.refused] == [(2, text)]


def test_line_of_totals_is_refused_by_its_name() -> None:
    report = stored("Skive;2020;10,4", "I alt;2020;19,9", heading="område;periode;værdi\n")
    assert [line.text for line in report.refused] == ["området »I alt« findes ikke i portalen"]


def test_more_printed_decimals_are_a_change() -> None:
    stored("Skive;2020;10;nej;nej")
    report = stored("Skive;2020;10,0;nej;nej")
    assert [line.text for line in report.changed] == ["Ledighed, Skive, 2020: 10 → 10,0"]


def test_figure_entered_by_hand_with_the_same_decimals_is_unchanged(ledighed: Indicator) -> None:
    stored("Skive;2020;10,4;nej;nej")
    Observation.objects.update(decimals=None)
    assert counts(stored("Skive;2020;10,4;nej;nej")) == (0, 0, 1, 0)


def test_provisional_figure_is_replaced_by_the_final_one() -> None:
    stored("Skive;2020;10,0;ja;nej")
    report = stored("Skive;2020;10,0;nej;nej")
    assert [line.text for line in report.changed] == ["Ledighed, Skive, 2020: 10,0 (foreløbigt) → 10,0"]
    assert rows() == [("Skive", 2020, "10.0000", 1, False, False)]


def test_provisional_figure_is_replaced_by_a_newer_provisional_one() -> None:
    stored("Skive;2020;10,0;ja;nej")
    assert counts(stored("Skive;2020;10,1;ja;nej")) == (0, 1, 0, 0)


@pytest.mark.parametrize("value", ["10,0", "9,9"])
def test_final_figure_is_never_replaced_by_a_provisional_one(value: str) -> None:
    stored("Skive;2020;10,0;nej;nej")
    report = stored(f"Skive;2020;{value};ja;nej")
    assert report.refused == [
        RowResult(
            2,
            "refused",
            "Ledighed, Skive, 2020: det endelige tal 10,0 erstattes ikke af et foreløbigt",
        )
    ]
    assert rows() == [("Skive", 2020, "10.0000", 1, False, False)]


def test_file_without_the_column_keeps_the_mark_of_a_new_series() -> None:
    stored("Skive;2020;10,0;nej;ja")
    stored("Skive;2020;10,5", heading="område;periode;værdi\n")
    assert rows() == [("Skive", 2020, "10.5000", 1, False, True)]


def test_file_with_the_column_takes_the_mark_away() -> None:
    stored("Skive;2020;10,0;nej;ja")
    report = stored("Skive;2020;10,0;nej;nej")
    assert [line.text for line in report.changed] == ["Ledighed, Skive, 2020: 10,0 (ny talrække) → 10,0"]


def test_figure_of_another_period_is_another_figure() -> None:
    stored("Skive;2020;10;nej;nej")
    assert counts(stored("Skive;2020K4;9;nej;nej", "Skive;2019M01-2019M12;8;nej;nej")) == (2, 0, 0, 0)


def test_bad_row_spoils_no_good_one_and_does_not_vanish() -> None:
    report = stored(
        "Skive;2020;10;nej;nej", "Ukendtby;2020;9;nej;nej", "Struer;2020;ti;nej;nej", "Viborg;2020;8;nej;nej"
    )
    assert (counts(report), [name for name, *_ in rows()]) == ((2, 0, 0, 2), ["Skive", "Viborg"])
    assert report.refused == [
        RowResult(3, "refused", "området »Ukendtby« findes ikke i portalen"),
        RowResult(4, "refused", "»ti« er ikke et tal"),
    ]


def test_second_row_of_the_same_figure_is_refused_and_names_the_first() -> None:
    report = stored("Skive;2020;10;nej;nej", "Struer;2020;9;nej;nej", "Skive Kommune;År 2020;11;nej;nej")
    assert report.refused == [
        RowResult(4, "refused", "samme indikator, område og periode står allerede i række 2")
    ]
    assert rows()[0] == ("Skive", 2020, "10.0000", 0, False, False)


def test_same_area_and_period_of_another_indicator_is_another_figure() -> None:
    IndicatorFactory(slug="fravaer")
    heading = "indikator;område;periode;værdi\n"
    report = stored("ledighed;Skive;2020;10", "fravaer;Skive;2020;10", heading=heading)
    assert counts(report) == (2, 0, 0, 0)


def test_second_row_is_refused_also_in_another_batch() -> None:
    lines = [f"Skive;{1901 + n // 12}M{n % 12 + 1:02d};1;nej;nej" for n in range(BATCH)]
    report = stored(*lines, lines[0])
    assert (counts(report), report.refused[0].number) == ((BATCH, 0, 0, 1), BATCH + 2)


def test_dry_run_gives_the_same_answers_and_stores_nothing() -> None:
    stored("Skive;2020;10;nej;nej")
    lines = [
        "Skive;2020;11;nej;nej",
        "Struer;2020;9;nej;nej",
        "Viborg;2020;?;nej;nej",
        "Struer;2020;9;nej;nej",
    ]
    tried = stored(*lines, dry_run=True)
    assert rows() == [("Skive", 2020, "10.0000", 0, False, False)]
    done = stored(*lines)
    assert (counts(tried), tried.changed, tried.refused) == (counts(done), done.changed, done.refused)
    assert counts(done) == (1, 1, 0, 2)


def test_without_replacing_what_is_stored_stays() -> None:
    stored("Skive;2020;10;nej;nej")
    assert counts(stored("Skive;2020;11;nej;nej", "Struer;2020;9;nej;nej", replace=False)) == (1, 0, 1, 0)
    assert [value for _, _, value, *_ in rows()] == ["10.0000", "9.0000"]


def test_file_that_breaks_off_stores_nothing() -> None:
    lines = [f"Skive;{1901 + n // 12}M{n % 12 + 1:02d};1;nej;nej" for n in range(BATCH)]
    table = read(BytesIO((HEADING + "\n".join(lines)).encode()))

    def broken(good: Iterator[RawRow]) -> Iterator[RawRow]:
        yield from good
        raise UnreadableFileError("knækket")

    table.rows = broken(table.rows)
    with pytest.raises(UnreadableFileError):
        store(table, Resolver("ledighed", "jobindsats.dk"))
    assert Observation.objects.count() == 0


def test_outcome_of_every_row_is_told_in_order() -> None:
    stored("Skive;2020;10;nej;nej")
    table = read(
        BytesIO((HEADING + "Struer;2020;9;ja;nej\nX;2020;1;nej;nej\nSkive;2020;10;nej;nej").encode())
    )
    assert list(outcomes(table, Resolver("ledighed", "Kilde"), write=False)) == [
        RowResult(2, "added", "Ledighed, Struer, 2020: 9 (foreløbigt)"),
        RowResult(3, "refused", "området »X« findes ikke i portalen"),
        RowResult(4, "unchanged", "Ledighed, Skive, 2020: 10"),
    ]


def test_progress_is_told_for_each_batch() -> None:
    lines = [f"Skive;{1901 + n // 12}M{n % 12 + 1:02d};1;nej;nej" for n in range(BATCH + 1)]
    table = read(BytesIO((HEADING + "\n".join(lines)).encode()))
    told: list[int] = []
    store(table, Resolver("ledighed", "Kilde"), progress=told.append)
    assert told == [BATCH]


def test_queries_that_read_do_not_grow_with_the_rows() -> None:
    numbers = []
    for first, count in ((1901, 10), (1902, 400)):
        lines = [f"Skive;{first + n // 12}M{n % 12 + 1:02d};1;nej;nej" for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            stored(*lines)
        numbers.append(sum("SELECT" in query["sql"] for query in queries))
    assert numbers[0] == numbers[1]


lines_of_file = st.lists(
    st.builds(
        "{};{};{};{};{}".format,
        st.sampled_from([*NAMES, "Ukendtby", ""]),
        st.sampled_from(["2019", "2020", "2020K1", "2020M13", ""]),
        st.sampled_from(["10,0", "10", "1.745", "ti", "", ".."]),
        st.sampled_from(["ja", "nej", "", "måske"]),
        st.sampled_from(["ja", "nej"]),
    ).filter(lambda line: not line.startswith(";;;")),  # nothing but marks is no row
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines_of_file, lines_of_file)
def test_any_files_lose_no_row_and_the_second_time_change_nothing(
    first: list[str], second: list[str]
) -> None:
    Observation.objects.all().delete()
    for lines in (first, second):
        report = stored(*lines)
        assert report.total == len(lines)
        before = rows()
        again = stored(*lines)
        assert (again.counts["added"], again.counts["changed"], rows()) == (0, 0, before)
        assert [line.number for line in again.refused] == [line.number for line in report.refused]
