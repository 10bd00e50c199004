"""The two colors of a site, for light and dark, with enough contrast to be read as text.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Lightness is changed in OKLab, which
keeps the hue (Björn Ottosson, 2020, https://bottosson.github.io/posts/oklab/).
"""

import re
from dataclasses import dataclass

CONTRAST = 4.5
"""What text must have, at least (WCAG 2.2, 1.4.3)."""

APART = 0.08
"""How far apart in OKLab the two colors must be to be told from each other."""

HEX = re.compile(r"#[0-9a-f]{6}")

_GROUNDS = {"light": ("#fbf8f3", "#f3ede3", "#ffffff"), "dark": ("#15181b", "#1e2327")}
"""What text in these colors stands on: paper, surface, and the paper of a printer."""

_DARK_LIGHTNESS = 0.76
"""Of a color in the dark, where none is named: as much as reads well and doesn't glare."""

type Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colors:
    """The two colors of two people, each `#rrggbb`, in light and in dark."""

    one: str = "#1e6a66"
    two: str = "#a8482a"
    one_dark: str = "#6fc3bc"
    two_dark: str = "#f0a07f"

    def as_dict(self) -> dict[str, str]:
        """Return them by name."""
        return {name: getattr(self, name) for name in ("one", "two", "one_dark", "two_dark")}


SHIPPED = Colors()
"""Those of a site that names none."""


def colors(one: str, two: str, one_dark: str = "", two_dark: str = "") -> Colors:
    """Return a site's colors: each changed in lightness as far as its contrast needs.

    Args:
        one: `#rrggbb`, as the others.
        two: beside it.
        one_dark: for the dark; empty to have one of the same hue.
        two_dark: as `one_dark`.
    """
    return Colors(
        readable(one, dark=False),
        readable(two, dark=False),
        readable(one_dark or _with_lightness(one, _DARK_LIGHTNESS), dark=True),
        readable(two_dark or _with_lightness(two, _DARK_LIGHTNESS), dark=True),
    )


def readable(color: str, *, dark: bool) -> str:
    """Return a color that can be read as text in light or in the dark: the same, or the nearest lightness that can."""
    grounds = _GROUNDS["dark" if dark else "light"]
    lightness = _to_oklab(color)[0]
    while min(contrast(color, ground) for ground in grounds) < CONTRAST:
        lightness += 0.005 if dark else -0.005
        color = _with_lightness(color, lightness)
    return color


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def distance(one: str, other: str) -> float:
    """Return how far apart two colors are in OKLab: 0 for the same, 1 for black and white."""
    pairs = zip(_to_oklab(one), _to_oklab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def with_colors(sheet: str, chosen: Colors) -> str:
    """Return the stylesheet of the palette with a site's colors in place of its own.

    Args:
        sheet: its rules for light first, then those for the dark.
        chosen: what to put there.
    """
    light, media, dark = sheet.partition("@media")
    return _put(light, chosen.one, chosen.two) + media + _put(dark, chosen.one_dark, chosen.two_dark)


def _put(rules: str, one: str, two: str) -> str:
    for name, color in (("one", one), ("two", two)):
        rules = re.sub(rf"(--ip-{name}: )#[0-9a-f]{{6}}", rf"\g<1>{color}", rules)
    return rules


def _channels(color: str) -> Triple:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _luminance(color: str) -> float:
    red, green, blue = map(_linear, _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(color: str) -> Triple:
    red, green, blue = map(_linear, _channels(color))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _with_lightness(color: str, lightness: float) -> str:
    """Return a color of this lightness, 0 to 1, and the same hue; paler where no screen has one as strong."""
    _, green_red, blue_yellow = _to_oklab(color)
    strength = 1.0
    while True:
        channels = _from_oklab(lightness, green_red * strength, blue_yellow * strength)
        if strength <= 0.0 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            return "#" + "".join(f"{round(min(max(_encoded(c), 0.0), 1.0) * 255):02x}" for c in channels)
        strength -= 0.05


def _from_oklab(lightness: float, green_red: float, blue_yellow: float) -> Triple:
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encoded(channel: float) -> float:
    if channel <= 0.0031308:
        return max(channel, 0.0) * 12.92
    return float(1.055 * channel ** (1 / 2.4) - 0.055)
