"""Where a picture goes in another shape."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as some

from dropcut.domain.programme import Format
from dropcut.domain.settings import Fit
from dropcut.media.fitting import fitted

sizes = some.tuples(some.integers(16, 8000), some.integers(16, 8000)).filter(lambda size: 1 / 8 < size[0] / size[1] < 8)
formats = some.builds(
    Format,
    width=some.sampled_from((180, 360, 540, 720, 1080, 1280, 1920)),
    height=some.sampled_from((180, 360, 540, 720, 1080, 1920)),
    rate=some.just(Fraction(25)),
)


@given(size=sizes, format=formats, fit=some.sampled_from(Fit), closer=some.booleans())
def test_whatever_its_shape_a_picture_lies_inside_and_keeps_its_proportions(
    size: tuple[int, int],
    format: Format,  # noqa: A002 - the design's word
    fit: Fit,
    *,
    closer: bool,
) -> None:
    found = fitted(size, format, fit, closer=closer)
    canvas = (format.width, format.height)

    for scaled, box, cut, place, whole in zip(found.scaled, found.box, found.cut, found.place, canvas, strict=True):
        assert scaled % 2 == box % 2 == cut % 2 == place % 2 == 0
        assert 0 <= cut <= cut + box <= scaled
        assert 0 <= place <= place + box <= whole
    stretched = Fraction(found.scaled[0], found.scaled[1]) / Fraction(size[0], size[1])
    assert abs(stretched - 1) <= Fraction(6, min(found.scaled))
    assert fit is not Fit.CROP or found.box == canvas
    assert fit is Fit.CROP or any(box == whole for box, whole in zip(found.box, canvas, strict=True))


@given(sizes, formats, some.sampled_from(Fit))
@example((20, 150), Format(width=180, height=180, rate=Fraction(25)), Fit.PAD)  # a strip so narrow that 12% are few pixels
def test_coming_closer_moves_no_bar(size: tuple[int, int], format: Format, fit: Fit) -> None:  # noqa: A002
    far, near = (fitted(size, format, fit, closer=closer) for closer in (False, True))

    assert (near.box, near.place) == (far.box, far.place)
    assert all(larger > smaller for larger, smaller in zip(near.scaled, far.scaled, strict=True))


def test_the_same_shape_is_only_scaled() -> None:
    found = fitted((3840, 2160), Format(width=1280, height=720, rate=Fraction(25)), Fit.PAD, closer=False)

    assert (found.scaled, found.box, found.is_cut) == ((1280, 720), (1280, 720), False)
