"""From a clip to its scenes, in one pass over its frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from dropcut.domain.blobs import Blob
from dropcut.domain.errors import Permanent
from dropcut.domain.scenes import Excerpt, Scene, Scenes, Seeing, Still
from dropcut.media.bench import Bench
from dropcut.media.one_pass import SMALL, Passed, pass_over, small_size
from dropcut.ports.tools import Tools
from dropcut.vision.boundaries import changes_in, shots
from dropcut.vision.choosing import engine_here
from dropcut.vision.found import Change, Evidence
from dropcut.vision.looks import Looker
from dropcut.vision.remarks import remarks_on
from dropcut.vision.watching import THUMBNAILS, Watchers

_MOVING: Final = 40.0
_STILL: Final = 0.25
"""Steps of a sketch that are smaller are none: the picture stands still."""
_STANDS_S: Final = 1
_UNSEEN: Final = 0.01
_HUNDREDTHS: Final = 1000


def scenes_of(tools: Tools, seeing: Seeing) -> Scenes:
    """Raises Permanent for a picture that cannot be decoded and for an engine that is not here, Gone for a changed file."""
    if engine_here() != seeing.engine:
        raise Permanent("The engine that looks at footage is not on this machine.", "Install dropcut[vision].")
    footage, upload = seeing.asset.footage, seeing.asset.upload
    if footage is None or not footage.pictures:
        raise Permanent(f"{seeing.spoken()} shows no picture.")
    bench, picture = Bench.of(tools), footage.pictures[0]
    watchers = Watchers(bench.scratch, small_size(picture, SMALL))
    passed = pass_over(seeing.asset, picture, tools.original_path(upload.drop, upload.file), bench, watchers.see)
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    evidence = watchers.evidence(float(passed.end - passed.times[0]))
    telling = _Telling(evidence, passed, watchers.looker)
    scenes = tuple(telling.scene(*shot) for shot in shots(changes_in(evidence), len(evidence)))
    stills, album = _album(tools, passed)
    return Scenes(
        asset=seeing.asset,
        engine=seeing.engine,
        scenes=scenes,
        thumbnails=tools.keep(THUMBNAILS, bench.scratch / THUMBNAILS),
        stills=stills,
        album=album,
        remarks=tuple(remarks_on(scenes)),
    )


@dataclass(frozen=True)
class _Telling:
    """Tells of scenes what was seen of their frames."""

    evidence: Evidence
    passed: Passed
    looker: Looker

    def scene(self, begins: Change, ends: Change) -> Scene:
        first, end = begins.middle, ends.middle
        clear, over = min(begins.whole, end - 1), max(min(ends.first, end), begins.whole + 1)
        over = min(over, end)
        kept = self.looker.best_between(clear, over)
        looks = self.looker.looks_between(clear, over)
        best = kept.frame if clear <= kept.frame < over else (clear + over) // 2
        return Scene(
            first=first,
            frames=end - first,
            start=self._time(first),
            end=self._time(end),
            boundary=begins.kind,
            clear_start=self._time(clear),
            clear_end=self._time(over),
            exposure=_share(float(np.median(looks[:, 0]))),
            sharpness=_share(float(np.median(looks[:, 1]))),
            motion=_share(float(np.median(self.evidence.differences[clear:over])) / _MOVING),
            black=bool(np.mean(looks[:, 2] < _UNSEEN) > 0.9),  # noqa: PLR2004 - but for a speck
            frozen=self._stands(clear, over),
            best=self._time(best),
            thumbnail=Excerpt(offset=kept.offset, size=kept.size),
        )

    def _time(self, frame: int) -> Fraction:
        return self.passed.times[frame] if frame < len(self.passed.times) else self.passed.end

    def _stands(self, first: int, end: int) -> bool:
        steps = self.evidence.steps[first + 1 : end]
        return bool(len(steps) >= _STANDS_S * self.evidence.rate and steps.max() < _STILL)


def _share(number: float) -> Fraction:
    return Fraction(round(min(1.0, max(0.0, number)) * _HUNDREDTHS), _HUNDREDTHS)


def _album(tools: Tools, passed: Passed) -> tuple[tuple[Still, ...], Blob | None]:
    """All stills in one blob."""
    if not passed.stills:
        return (), None
    with tools.write("album.bin") as album:
        stills = tuple(_bound(passed, album.write))
    return stills, album.blob


def _bound(passed: Passed, write: Callable[[bytes], object]) -> Iterator[Still]:
    offset = 0
    for still in passed.stills:
        data = still.file.read_bytes()
        write(data)
        yield Still(at=passed.times[still.frame], picture=Excerpt(offset=offset, size=len(data)))
        offset += len(data)
