"""The marks of pictures: regions that hold what they say, cut at the scale's ends, and second results that repeat."""

import math
import re

import pytest

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds.marks.contours import CELLS, Point, contours
from innerpersona_quiz.kinds.marks.density import LEVELS, borders, density
from innerpersona_quiz.kinds.marks.dots import dots
from innerpersona_quiz.kinds.marks.paths import closed
from innerpersona_quiz.kinds.marks.ring import ring
from innerpersona_quiz.kinds.marks.second import TIMES, Chance, second_results
from innerpersona_quiz.kinds.marks.strip import strip
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.distribution import Grid
from innerpersona_quiz.scoring.normal import normal_cdf
from tests.unit.quiz.shapes import within


def made(score: float, se: float, posterior: Grid | None = None) -> Estimate:
    return Estimate(score, se, (score - 1.645 * se, score + 1.645 * se), posterior)


def area(loop: tuple[Point, ...]) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(loop, (*loop[1:], loop[0]), strict=True)) / 2)


def numbers(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?[\d.]+", path)]


def two_humps() -> Grid:
    """A posterior with two humps, such as answers that contradict each other give, on a grid of 61."""
    values = [1 + 6 * step / 60 for step in range(61)]
    weights = [
        math.exp(-(((x - 2.5) / 0.3) ** 2) / 2) + 0.8 * math.exp(-(((x - 5.5) / 0.3) ** 2) / 2)
        for x in values
    ]
    return Grid(values, [weight / sum(weights) for weight in weights])


def test_contours_of_normal_errors_far_from_the_ends_are_ellipses_of_the_right_size() -> None:
    found = contours(density(made(4, 0.5), 1, 7, CELLS), density(made(3.8, 0.4), 1, 7, CELLS))
    assert [level.share for level in found] == [0.95, 0.80, 0.50]
    for level in found:
        (loop,) = level.loops
        expected = math.pi * -2 * math.log(1 - level.share) * 0.5 * 0.4
        assert area(loop) == pytest.approx(
            expected, rel=0.06
        )  # cells are counted, so the area is right to a few of them
        radii = [math.hypot((x - 4) / 0.5, (y - 3.8) / 0.4) for x, y in loop]
        assert max(radii) < 1.06 * min(radii)


def test_contours_stop_at_the_ends_of_the_scale_and_hold_what_is_left() -> None:
    right, up = density(made(1.1, 0.5), 1, 7, CELLS), density(made(6.9, 0.6), 1, 7, CELLS)
    for level in contours(right, up):
        (loop,) = level.loops
        assert min(x for x, _ in loop) == 1
        assert max(y for _, y in loop) == 7
        assert not [x for x, y in loop if x < 1 or y > 7]
        held = sum(
            one * other
            for x, one in zip(right.middles, right.masses, strict=True)
            for y, other in zip(up.middles, up.masses, strict=True)
            if within(loop, x, y)
        )
        assert held == pytest.approx(level.share, abs=0.03)


def test_a_posterior_with_two_humps_is_drawn_as_two_regions_and_not_as_one_ellipse() -> None:
    humps = made(3.8, 1.5, two_humps())
    found = contours(density(humps, 1, 7, CELLS), density(made(4, 0.5), 1, 7, CELLS))
    assert [len(level.loops) for level in found] == [2, 2, 2]


def test_a_density_follows_the_distribution_and_adds_up_to_one() -> None:
    known = density(made(4, 0.5), 1, 7, 90)
    assert math.isclose(sum(known.masses), 1)
    low, high = known.interval(0.80)
    assert normal_cdf((high - 4) / 0.5) - normal_cdf((low - 4) / 0.5) == pytest.approx(0.80, abs=0.02)
    beyond = density(made(9, 0.3), 1, 7, 30)  # as centred scores can lie beyond a line
    assert 6.9 < beyond.start < beyond.end == pytest.approx(7)
    assert density(made(90, 0.3), 1, 7, 30).masses[-1] == 1


@pytest.mark.parametrize("share", LEVELS)
def test_a_region_of_highest_density_takes_the_likeliest_cells_until_it_holds_its_share(share: float) -> None:
    masses = [(place * 37 % 101) / 5050 for place in range(1, 101)]
    (border,) = borders(masses, (share,))
    held = [mass for mass in masses if mass >= border]
    assert abs(sum(held) - share) <= 0.02
    assert sorted(held) == sorted(masses)[-len(held) :]


def test_a_strip_is_highest_at_the_score_and_stays_on_its_line() -> None:
    drawn = strip(made(4, 0.5), (1, 7))
    points = numbers(drawn.outline)
    xs, ys = points[::2], points[1::2]
    assert xs[ys.index(min(ys))] == pytest.approx(160, abs=3)
    assert min(ys) == -10
    assert max(ys) == 10
    cut = numbers(strip(made(6.9, 0.5), (1, 7)).outline)
    assert max(cut[::2]) == 304
    assert strip(made(4, 0.5), (1, 7)).score == "160.0"


def test_as_many_dots_are_filled_as_the_chance_has_hundredths() -> None:
    for chance in (0, 1, 37, 100):
        drawn = dots(chance)
        assert drawn.filled.count("M") == chance
        assert drawn.rest.count("M") == 100 - chance
    assert dots(21).filled.endswith("M5 15h0")


def test_a_ring_closes_where_all_directions_have_a_range_and_breaks_where_one_has_none() -> None:
    directions = [18 + 36 * place for place in range(10)]
    whole = ring(directions, [(40, 60)] * 10)
    assert whole.count("M") == 2  # an outer and an inner side
    points = numbers(whole)
    radii = {round(math.hypot(x, y)) for x, y in zip(points[::2], points[1::2], strict=True)}
    assert radii == {40, 60}
    broken = ring(directions, [(40, 60), None, *[(40.0, 60.0)] * 5, None, (40, 60), (40, 60)])
    assert broken.count("M") == 2  # five neighbors, and three over the top
    assert ring(directions, [(40, 60), None] * 5) == ""


def test_paths_leave_out_points_that_repeat_and_negative_noughts() -> None:
    assert closed([(0, -0.01), (0.02, 0), (1, 1), (-0.04, 2)]) == "M0.0 0.0 1.0 1.0 0.0 2.0Z"


def test_second_results_follow_from_the_answers() -> None:
    instrument = load_instrument("attachment")
    answers = {item.id: 3 for item in instrument.items}
    scores = {"one": made(4, 0.5), "two": made(2, 0.5)}

    def drawn(sheet: dict[str, int]) -> tuple[dict[str, float], ...]:
        return second_results(scores, 1, 7, Chance(instrument, sheet))

    assert len(drawn(answers)) == TIMES
    assert drawn(answers) == drawn(dict(reversed(answers.items())))
    assert drawn(answers) != drawn(answers | {instrument.items[0].id: 4})


def test_second_results_scatter_by_the_error_of_both_and_stay_on_the_scale() -> None:
    instrument = load_instrument("attachment")
    chance = Chance(instrument, {})
    scores = {"far": made(4, 0.5), "end": made(1.1, 0.5), "humps": made(3.8, 1.5, two_humps())}
    many = [one for _ in range(100) for one in second_results(scores, 1, 7, chance)]
    far = [one["far"] for one in many]
    mean = sum(far) / len(far)
    assert mean == pytest.approx(4, abs=0.05)
    assert math.sqrt(sum((one - mean) ** 2 for one in far) / len(far)) == pytest.approx(
        0.5 * math.sqrt(2), rel=0.05
    )
    assert min(one["end"] for one in many) == 1
    assert max(one["humps"] for one in many) <= 7
