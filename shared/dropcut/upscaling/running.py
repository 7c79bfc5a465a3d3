"""Pictures through a network that is ready to run, in tiles and batches, and what happens where memory runs out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
import structlog
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.tiles import Cutting, Stretch, Tile, continued

log = structlog.get_logger(__name__)

Pictures = NDArray[np.uint8] | NDArray[np.uint16]
"""Some of one size: count x height x width x 3."""
_MORE: Final = "Free some memory, or take a smaller network."


class OutOfMemory(Exception):
    """What was asked for at once did not fit. Nothing was changed; less may fit."""


class Runner(Protocol):
    """A network in memory."""

    @property
    def scale(self) -> int:
        """How many times larger it makes a picture."""

    @property
    def cutting(self) -> Cutting:
        """What it asks of its tiles."""

    @property
    def tile(self) -> int:
        """Pixels of the largest tile that it should be given, by the memory that is free now."""

    @property
    def batch(self) -> int:
        """Pixels that it should be given at once, by the memory that is free now."""

    @property
    def ahead(self) -> int:
        """How many batches it works on beside the one whose answer is waited for."""

    def start(self, tiles: Pictures) -> Callable[[], Pictures]:
        """Begin with a batch; what is returned waits for its answer. Both raise OutOfMemory."""


@dataclass
class _Canvas:
    """One picture in the making."""

    wider: Picture
    whole: Picture
    missing: int = 0


@dataclass(frozen=True)
class _Piece:
    canvas: _Canvas
    tile: Tile

    @property
    def seen(self) -> Picture:
        return self.tile.seen_of(self.canvas.wider)


Pieces = Sequence[_Piece]


@dataclass
class Run:
    """One row of pictures through a network."""

    runner: Runner
    pulse: Callable[[], None]
    _tile: int = field(init=False)
    _batch: int = field(init=False)
    _canvases: deque[_Canvas] = field(default_factory=deque)
    _started: deque[tuple[Pieces, Callable[[], Pictures]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._tile, self._batch = self.runner.tile, self.runner.batch

    def through(self, pictures: Iterable[Picture]) -> Iterator[Picture]:
        """See `Sharpener.sharpened`."""
        gathered: list[_Piece] = []
        for picture in pictures:
            for piece in self._pieces(picture):
                if gathered and not self._fits(gathered, piece):
                    self._begin(gathered)
                    gathered = []
                gathered.append(piece)
            if not self._fits(gathered, gathered[-1]):
                self._begin(gathered)
                gathered = []
            yield from self._finished()
        self._begin(gathered)
        yield from self._finished()
        while self._started:
            self._end()
            yield from self._finished()

    def _pieces(self, picture: Picture) -> list[_Piece]:
        high, wide, colours = picture.shape
        scale, cutting = self.runner.scale, self.runner.cutting
        whole = np.empty((high * scale, wide * scale, colours), picture.dtype)
        canvas = _Canvas(continued(picture, cutting.multiple), whole)
        self._canvases.append(canvas)
        return self._tiled(canvas, Stretch(0, high), Stretch(0, wide))

    def _tiled(self, canvas: _Canvas, down: Stretch, across: Stretch) -> list[_Piece]:
        tiles = self.runner.cutting.tiles(down, across, canvas.wider.shape[:2], self._tile)
        canvas.missing += len(tiles)
        return [_Piece(canvas, tile) for tile in tiles]

    def _fits(self, gathered: Pieces, piece: _Piece) -> bool:
        """Whether one more may be started with those: of their size, and within what fits at once."""
        alike = gathered[0].seen.shape == piece.seen.shape
        return alike and (len(gathered) + 1) * piece.tile.pixels <= self._batch

    def _finished(self) -> Iterator[Picture]:
        while self._canvases and not self._canvases[0].missing:
            yield self._canvases.popleft().whole

    def _begin(self, pieces: Pieces) -> None:
        """Start a batch, then wait for what the runner should not have beside it."""
        if not pieces:
            return
        self.pulse()
        try:
            answer = self.runner.start(_stacked(pieces))
        except OutOfMemory:
            while self._started:
                self._end()
            self._halve(pieces)
            return
        self._started.append((pieces, answer))
        while len(self._started) > self.runner.ahead:
            self._end()

    def _end(self) -> None:
        """Wait for the batch that was started first."""
        pieces, answer = self._started.popleft()
        try:
            self._place(pieces, answer())
        except OutOfMemory:
            self._halve(pieces)

    def _place(self, pieces: Pieces, answers: Pictures) -> None:
        for piece, answer in zip(pieces, answers, strict=True):
            piece.tile.put(answer, piece.canvas.whole, self.runner.scale)
            piece.canvas.missing -= 1

    def _halve(self, pieces: Pieces) -> None:
        """Do in two parts what did not fit, and from now on ask for no more at once."""
        pixels = sum(piece.tile.pixels for piece in pieces)
        if len(pieces) > 1:
            self._shrink(self._tile, pixels // 2)
            self._at_once(pieces[: len(pieces) // 2])
            self._at_once(pieces[len(pieces) // 2 :])
            return
        if pixels < 2 * self.runner.cutting.least:
            raise Permanent("There is not enough memory to make even a small part of a picture larger.", _MORE)
        self._shrink(pixels // 2, pixels // 2)
        self._in_smaller_tiles(pieces[0])

    def _shrink(self, tile: int, batch: int) -> None:
        before = self._tile, self._batch
        self._tile, self._batch = min(tile, self._tile), min(batch, self._batch)
        if (self._tile, self._batch) != before:
            log.warning("upscaling.memory-ran-out", tile_pixels=self._tile, batch_pixels=self._batch)

    def _at_once(self, pieces: Pieces) -> None:
        self.pulse()
        try:
            self._place(pieces, self.runner.start(_stacked(pieces))())
        except OutOfMemory:
            self._halve(pieces)

    def _in_smaller_tiles(self, piece: _Piece) -> None:
        piece.canvas.missing -= 1
        for smaller in self._tiled(piece.canvas, piece.tile.down.kept, piece.tile.across.kept):
            self._at_once([smaller])


def _stacked(pieces: Pieces) -> Pictures:
    stacked: Any = np.stack([piece.seen for piece in pieces])  # numpy's types lose whether it was 8 or 16 bits
    whole: Pictures = stacked
    return whole
