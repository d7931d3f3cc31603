"""What must hold for any numbers at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from goals.domain.measuring import Figure, Place, Target
from goals.domain.periods import parse
from goals.domain.verdict import result, together, wants_less
from goals.enums import BY_MARGIN, BY_VALUE, SINCE_BEFORE, Direction, Operator, Unit, Verdict

OWN, AREA = Place("municipality", "Herning"), Place("region", "Region Midtjylland")
NOW, YEAR_BEFORE = parse("2020"), parse("2019")
DUE, TODAY = date(2020, 12, 31), date(2021, 3, 1)
COMPARING = [operator for operator in Operator if operator != Operator.DELIVERED]

amounts = st.decimals(Decimal("-999999"), Decimal("999999"), places=4)
margins = st.decimals(Decimal("0"), Decimal("500"), places=2)


@st.composite
def targets(draw: st.DrawFn, operators: list[Operator] = COMPARING) -> Target:
    """One that can be assessed, with figures of four decimals."""
    operator = draw(st.sampled_from(operators))
    beside = operator not in SINCE_BEFORE and (operator not in BY_VALUE or draw(st.booleans()))
    if operator in BY_VALUE:
        value = None if beside else draw(amounts)
    elif operator in BY_MARGIN:
        value = draw(margins)
    elif operator in {Operator.INCREASE, Operator.DECREASE}:
        value = draw(st.none() | margins)
    else:
        value = None
    other = Figure(AREA, NOW, draw(amounts)) if beside else Figure(OWN, YEAR_BEFORE, draw(amounts))
    in_percent = operator == Operator.BETTER_BY_PERCENT or (
        operator in {Operator.INCREASE, Operator.DECREASE} and draw(st.booleans())
    )
    return Target(
        operator=operator,
        own=OWN,
        due=DUE,
        value=value,
        unit=Unit.PERCENT if in_percent else Unit.PERSONS,
        measured_in=Unit.PERSONS,
        better=draw(st.sampled_from(Direction)),
        comparator=AREA if beside else None,
        figures=(Figure(OWN, NOW, draw(amounts)), other),
    )


def changed(target: Target, own: Decimal) -> Target:
    mine, other = target.figures
    return replace(target, figures=(replace(mine, value=own), other))


def verdict(target: Target) -> Verdict:
    return result(target, TODAY).verdict


@given(targets(), amounts)
def test_monotone_a_figure_further_the_wanted_way_never_turns_met_into_not_met(
    target: Target, step: Decimal
) -> None:
    mine = target.figures[0].value
    further = mine - abs(step) if wants_less(target) else mine + abs(step)
    if verdict(target) == Verdict.MET:
        assert verdict(changed(target, further)) == Verdict.MET


@given(targets())
def test_there_is_one_limit_and_the_verdict_changes_there(target: Target) -> None:
    limit = result(target, TODAY).limit
    assert limit is not None
    assume(-limit.as_tuple().exponent <= 4)
    step = Decimal("0.0001")
    lower, higher = verdict(changed(target, limit - step)), verdict(changed(target, limit + step))
    assert {lower, higher} == {Verdict.MET, Verdict.NOT_MET}
    assert (lower == Verdict.MET) is wants_less(target)


@given(targets())
def test_symmetric_the_opposite_numbers_with_the_opposite_direction_give_the_same_verdict(
    target: Target,
) -> None:
    mirrored = {
        Operator.BELOW: Operator.ABOVE,
        Operator.AT_MOST: Operator.AT_LEAST,
        Operator.NO_INCREASE: Operator.NO_DECREASE,
        Operator.INCREASE: Operator.DECREASE,
    }
    mirrored |= {there: here for here, there in mirrored.items()}
    opposite = replace(
        target,
        operator=mirrored.get(target.operator, target.operator),
        better=Direction.HIGHER if target.better == Direction.LOWER else Direction.LOWER,
        value=-target.value if target.operator in BY_VALUE and target.value is not None else target.value,
        figures=tuple(replace(figure, value=-figure.value) for figure in target.figures),
    )
    assert verdict(opposite) == verdict(target)


@given(targets(), st.sampled_from(["0.001", "0.5", "3", "1000", "123.4567"]))
def test_scale_invariant_other_units_of_measure_give_the_same_verdict(target: Target, factor: str) -> None:
    """Persons or thousands of persons. A margin in per cent stays what it is."""
    size = Decimal(factor)
    relative = target.operator == Operator.BETTER_BY_PERCENT or target.unit == Unit.PERCENT
    scaled = replace(
        target,
        value=target.value * size if target.value is not None and not relative else target.value,
        figures=tuple(replace(figure, value=figure.value * size) for figure in target.figures),
    )
    assert verdict(scaled) == verdict(target)


@given(targets([Operator.BELOW, Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST]))
def test_below_and_at_least_are_never_both_met_nor_both_missed(target: Target) -> None:
    opposite = {
        Operator.BELOW: Operator.AT_LEAST,
        Operator.AT_LEAST: Operator.BELOW,
        Operator.ABOVE: Operator.AT_MOST,
        Operator.AT_MOST: Operator.ABOVE,
    }
    found = {verdict(target), verdict(replace(target, operator=opposite[target.operator]))}
    assert found == {Verdict.MET, Verdict.NOT_MET}


@given(targets([Operator.BETTER_BY_PERCENT, Operator.BETTER_BY_POINTS]), margins)
def test_larger_margin_is_never_easier(target: Target, more: Decimal) -> None:
    assert target.value is not None
    if verdict(replace(target, value=target.value + more)) == Verdict.MET:
        assert verdict(target) == Verdict.MET


@given(targets([Operator.BETTER_BY_PERCENT, Operator.BETTER_BY_POINTS]))
def test_margin_of_nothing_is_as_good_as(target: Target) -> None:
    mine, other = (figure.value for figure in target.figures)
    level = mine <= other if target.better == Direction.LOWER else mine >= other
    assert (verdict(replace(target, value=Decimal(0))) == Verdict.MET) is level


@given(targets(), st.integers(0, 4))
def test_more_printed_zeros_on_both_sides_change_nothing(target: Target, decimals: int) -> None:
    step = Decimal(1).scaleb(-4 - decimals)
    figures = tuple(replace(figure, value=figure.value.quantize(step)) for figure in target.figures)
    assert verdict(replace(target, figures=figures)) == verdict(target)


@given(targets(), st.permutations([0, 1]))
def test_order_of_the_figures_does_not_matter(target: Target, order: list[int]) -> None:
    shuffled = replace(target, figures=tuple(target.figures[n] for n in order))
    assert result(shuffled, TODAY) == result(target, TODAY)


@given(st.lists(st.sampled_from(Verdict), min_size=1, max_size=4))
def test_order_of_the_targets_does_not_matter(verdicts: list[Verdict]) -> None:
    assert len({together(order) for order in permutations(verdicts)}) == 1


@given(st.lists(st.sampled_from([Verdict.MET, Verdict.NOT_MET]), min_size=1, max_size=4), st.data())
def test_verdict_given_while_a_target_is_open_stands_whatever_it_turns_out_to_be(
    verdicts: list[Verdict], data: st.DataObject
) -> None:
    early = together([*verdicts, Verdict.CANNOT_BE_ASSESSED])
    late = together([*verdicts, data.draw(st.sampled_from([Verdict.MET, Verdict.NOT_MET]))])
    assert early in (late, Verdict.CANNOT_BE_ASSESSED)
