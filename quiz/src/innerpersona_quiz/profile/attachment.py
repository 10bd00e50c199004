"""The attachment profile: a position on the plane of anxiety and avoidance, and its likely regions.

Styles are regions of two continuous dimensions and not kinds of people (fraley2015adult); the four regions
are those of bartholomew1991attachment, the two dimensions those of brennan1998selfreport.
"""

import math
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate, ScaleScore
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.scoring.scales import score_scale

REGIONS: tuple[str, ...] = ("secure", "preoccupied", "dismissing", "fearful")
"""The four regions, in the order in which ties are broken."""

NAMED_FROM = 0.80
"""A style is named only where its region's probability is at least this."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style's name where one region is likely enough, else the two likeliest regions, likelier first."""

    named: str | None
    between: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class AttachmentProfile:
    """Scores of both scales; `regions` (ordered as REGIONS) and `style` are None if either is withheld."""

    anxiety: ScaleScore
    avoidance: ScaleScore
    regions: dict[str, float] | None
    style: Style | None

    @property
    def scales(self) -> tuple[ScaleScore, ScaleScore]:
        """Both scales, anxiety first."""
        return (self.anxiety, self.avoidance)


def profile(instrument: Instrument, answers: Answers) -> AttachmentProfile:
    """Return the profile of one sheet of answers to the attachment instrument."""
    anxiety = score_scale(instrument, "anxiety", answers)
    avoidance = score_scale(instrument, "avoidance", answers)
    if anxiety.estimate is None or avoidance.estimate is None:
        return AttachmentProfile(anxiety, avoidance, regions=None, style=None)
    regions = region_probabilities(anxiety.estimate, avoidance.estimate, instrument.midpoint)
    return AttachmentProfile(anxiety, avoidance, regions, style_of(regions))


def below_probability(estimate: Estimate, border: float) -> float:
    """Return the probability, in [0, 1], that the true score lies below `border`.

    Phi((border - score) / se), with Phi the standard normal distribution function: the score's error is
    taken to be normal with its standard error.
    """
    return 0.5 * (1.0 + math.erf((border - estimate.score) / (estimate.se * math.sqrt(2.0))))


def region_probabilities(anxiety: Estimate, avoidance: Estimate, midpoint: float) -> dict[str, float]:
    """Return the probability of each region, in [0, 1] to six decimals; they add up to 1 within 2e-6.

    With p = P(anxiety below the midpoint) and q = P(avoidance below the midpoint), errors normal and
    independent of each other: secure p q, preoccupied (1 - p) q, dismissing p (1 - q), fearful (1 - p)(1 -
    q).

    The borders are at the midpoint of the response scale, between agreeing and disagreeing. They are not
    norms: nothing here says how common a position is. That the two errors are independent is an assumption
    too (the scales share no item); the scales themselves do correlate in samples (cameron2012orthogonal).
    """
    low_anxiety = below_probability(anxiety, midpoint)
    low_avoidance = below_probability(avoidance, midpoint)
    return {
        "secure": rounded(low_anxiety * low_avoidance),
        "preoccupied": rounded((1.0 - low_anxiety) * low_avoidance),
        "dismissing": rounded(low_anxiety * (1.0 - low_avoidance)),
        "fearful": rounded((1.0 - low_anxiety) * (1.0 - low_avoidance)),
    }


def style_of(regions: dict[str, float]) -> Style:
    """Return the style that the probabilities allow: a region of NAMED_FROM or more, else the top two."""
    ranked = sorted(REGIONS, key=lambda region: (-regions[region], REGIONS.index(region)))
    if regions[ranked[0]] >= NAMED_FROM:
        return Style(named=ranked[0], between=None)
    return Style(named=None, between=(ranked[0], ranked[1]))
