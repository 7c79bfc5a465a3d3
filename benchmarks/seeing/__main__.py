"""`python -m benchmarks.seeing`: scenes against the truth and against the detector alone, marks, and what both cost.

python -m benchmarks.seeing --seeds 5 --from 100       other seeds than those tuned on (0 to 3)
python -m benchmarks.seeing --only cost                decoding once, against all that is looked for
python -m benchmarks.seeing --only marks --kinds bug slow     a part of it, for when there is little time at once
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from shutil import move
from statistics import median
from subprocess import run
from sys import stderr
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.seeing.alone import found_alone
from benchmarks.seeing.footage import KINDS, Filmed, filmed
from benchmarks.seeing.judging import Judged, faults, judged, overlap
from benchmarks.seeing.looking import decoded_s, looked
from benchmarks.seeing.marked import FRAMES, MARKS, OPACITIES, RATE, SIZE, UNMARKED, Marked, marked, unmarked
from benchmarks.tables import table
from dropcut.domain.marks import Mark, Marks

_THERE = 0.7
_ROUNDS = 5


def main() -> None:
    """Print the tables."""
    asked = _arguments()
    seeds = range(asked.first, asked.first + asked.seeds)
    unmarked_seeds = range(asked.first, asked.first + (asked.unmarked or asked.seeds))
    with TemporaryDirectory() as folder:
        tables: dict[str, Callable[[], str]] = {
            "scenes": lambda: _scenes(_asked(KINDS, asked.kinds), seeds, Path(folder)),
            "marks": lambda: _marks(asked, seeds, unmarked_seeds, Path(folder)),
            "cost": lambda: _cost(Path(folder)),
        }
        for name, make in tables.items():
            if asked.only in {None, name}:
                print(f"\n## {name}, seeds {seeds.start} to {seeds.stop - 1}\n\n{make()}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--from", dest="first", type=int, default=100)
    parser.add_argument("--unmarked", type=int, help="so many seeds of clips without marks; as many as of others unless said")
    parser.add_argument("--keep", type=Path, help="a folder for clips in which a mark was missed or imagined")
    parser.add_argument("--only", choices=("scenes", "marks", "cost"))
    parser.add_argument("--kinds", nargs="+", choices=(*KINDS, *MARKS, *UNMARKED), help="clips of these kinds only")
    return parser.parse_args()


def _asked(kinds: Iterable[str], those: Sequence[str] | None) -> list[str]:
    return [kind for kind in kinds if those is None or kind in those]


def _scenes(kinds: Sequence[str], seeds: Sequence[int], folder: Path) -> str:
    rows, every, told = [], (Judged(), Judged()), list[str]()
    for kind in kinds:
        of_kind = (Judged(), Judged())
        for seed in seeds:
            clip = filmed(kind, seed, folder)
            ours = [scene.first for scene in looked(clip.file).scenes.scenes[1:]]
            found = judged(ours, clip.changes), judged(found_alone(clip.file), clip.changes)
            of_kind = of_kind[0].plus(found[0]), of_kind[1].plus(found[1])
            told += _scene_faults(clip, ours)
            clip.file.unlink()
        every = every[0].plus(of_kind[0]), every[1].plus(of_kind[1])
        rows.append((kind, *_told(of_kind[0]), *_told(of_kind[1])))
    rows.append(("all", *_told(every[0]), *_told(every[1])))
    head = ("clips", "F1", "found", "false", "missed", "alone: F1", "found", "false", "missed")
    return "\n".join((table(head, rows), "", *told))


def _scene_faults(clip: Filmed, ours: Sequence[int]) -> Iterator[str]:
    missed, false = faults(ours, clip.changes)
    for change in missed:
        yield f"- {clip.file.stem}: missed the {change.kind} from {change.first} to {change.whole}"
    for frame in false:
        yield f"- {clip.file.stem}: took {frame} for one"


def _told(some: Judged) -> tuple[str, str, str, str]:
    return f"{some.score:.3f}", str(some.found), str(some.false), str(some.missed)


def _marks(asked: argparse.Namespace, seeds: Sequence[int], unmarked_seeds: Sequence[int], folder: Path) -> str:
    found = [_with_marks(kind, seeds, folder, asked.keep) for kind in _asked(MARKS, asked.kinds)]
    without = [_without(kind, unmarked_seeds, folder, asked.keep) for kind in _asked(UNMARKED, asked.kinds)]
    rows = [each.row for some in (found, without) if some for each in (*some, _all(some))]
    faults = [fault for each in (*found, *without) for fault in each.faults]
    head = ("clips", "how many", "found", "overlap, median", "taken for a mark", "real time")
    return "\n".join((table(head, rows), "", *(f"- {fault}" for fault in faults)))


class _Looks(NamedTuple):
    """What came of clips of one kind."""

    kind: str
    clips: int
    overlaps: tuple[float, ...] | None
    """Of what was to be found; None where nothing was."""
    false: int
    spent: float
    faults: tuple[str, ...]

    @property
    def row(self) -> tuple[str, ...]:
        """Of the table."""
        pace = f"{self.spent / (self.clips * FRAMES / RATE):.2f}"
        if self.overlaps is None:
            return self.kind, str(self.clips), "", "", f"{self.false} ({self.false / self.clips:.1%})", pace
        found = sum(each >= _THERE for each in self.overlaps)
        middle = sorted(self.overlaps)[len(self.overlaps) // 2]
        return self.kind, str(self.clips), f"{found} ({found / self.clips:.1%})", f"{middle:.2f}", "", pace


def _all(some: Sequence[_Looks]) -> _Looks:
    overlaps = [overlap for each in some for overlap in each.overlaps or ()]
    clips, false, spent = sum(each.clips for each in some), sum(each.false for each in some), sum(each.spent for each in some)
    return _Looks("all", clips, tuple(overlaps) or None, false, spent, ())


def _with_marks(kind: str, seeds: Sequence[int], folder: Path, keep: Path | None) -> _Looks:
    overlaps, faults, spent = [], [], 0.0
    for seed in seeds:
        for opacity in OPACITIES:
            clip = marked(kind, opacity, seed, folder)
            seen = looked(clip.file, clip.logo)
            overlaps.append(_overlap(clip, seen.marks))
            spent += seen.marks_s
            if overlaps[-1] < _THERE:
                faults.append(
                    _complained(f"{clip.file.stem}: {overlaps[-1]:.2f}; at {clip.box}, told {_told_boxes(seen.marks)}")
                )
            _put_away(clip.file, keep if overlaps[-1] < _THERE else None)
    return _Looks(kind, len(overlaps), tuple(overlaps), 0, spent, tuple(faults))


def _without(kind: str, seeds: Sequence[int], folder: Path, keep: Path | None) -> _Looks:
    faults, spent = [], 0.0
    for seed in seeds:
        clip = unmarked(kind, seed, folder)
        seen = looked(clip.file)
        spent += seen.marks_s
        if seen.marks.marks:
            faults.append(_complained(f"{clip.file.stem}: nothing, told {_told_boxes(seen.marks)}"))
        _put_away(clip.file, keep if seen.marks.marks else None)
    return _Looks(kind, len(seeds), None, len(faults), spent, tuple(faults))


def _complained(fault: str) -> str:
    """Told at once, for whoever waits."""
    print(fault, file=stderr, flush=True)
    return fault


def _put_away(file: Path, keep: Path | None) -> None:
    if keep is None:
        file.unlink()
    else:
        keep.mkdir(parents=True, exist_ok=True)
        move(file, keep / file.name)


def _told_boxes(marks: Marks) -> str:
    """Kind and place of each."""
    return ", ".join(f"{mark.kind} {tuple(round(side) for side in box)}" for mark, box in _boxes(marks)) or "nothing"


def _overlap(clip: Marked, marks: Marks) -> float:
    """Of what moves, where it is in the middle of its way."""
    if clip.box is None:
        return 0.0
    return max((overlap(box, clip.box) for _, box in _boxes(marks)), default=0.0)


def _boxes(marks: Marks) -> Iterator[tuple[Mark, tuple[float, ...]]]:
    """In pixels."""
    for mark in marks.marks:
        box = mark.box
        yield mark, tuple(map(float, (box.x * SIZE[0], box.y * SIZE[1], box.width * SIZE[0], box.height * SIZE[1])))


def _cost(folder: Path) -> str:
    """Of half a minute at 1080p: the middle and the least of a few rounds, taken in turns."""
    clip = folder / "hd.mp4"
    shots = ("mandelbrot=s=1920x1080:r=30", "testsrc2=s=1920x1080:r=30", "gradients=s=1920x1080:r=30:n=6")
    inputs = [word for shot in shots for word in ("-f", "lavfi", "-t", "10", "-i", shot)]
    graph = "".join(f"[{n}]format=yuv420p,setsar=1[v{n}];" for n in range(3)) + "[v0][v1][v2]concat=n=3,noise=alls=5:allf=t"
    encoder = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "22")
    run(("ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", graph, *encoder, clip), check=True)
    rounds = [(decoded_s(clip), looked(clip)) for _ in range(_ROUNDS)]
    decoding = [spent for spent, _ in rounds]
    all_spent = {
        "decoding once": decoding,
        "find_scenes": [seen.scenes_s for _, seen in rounds],
        "find_marks": [seen.marks_s for _, seen in rounds],
    }
    rows = [
        (name, *(word for of in (median, min) for word in (f"{of(spent):.1f}", f"{of(spent) / of(decoding):.2f}")))
        for name, spent in all_spent.items()
    ]
    return table(("900 frames at 1080p", "CPU s, middle", "times decoding", "CPU s, least", "times decoding"), rows)


if __name__ == "__main__":
    main()
