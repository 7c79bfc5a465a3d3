"""`python -m benchmarks.seeing`: scenes against the truth and against the detector alone, marks, and what both cost.

python -m benchmarks.seeing --seeds 5 --from 100       other seeds than those tuned on (0 to 3)
python -m benchmarks.seeing --only cost                decoding once, against all that is looked for
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

from benchmarks.seeing.alone import found_alone
from benchmarks.seeing.footage import KINDS, filmed
from benchmarks.seeing.judging import Judged, judged, overlap
from benchmarks.seeing.looking import decoded_s, looked
from benchmarks.seeing.marked import FRAMES, MARKS, OPACITIES, RATE, SIZE, UNMARKED, Marked, marked, unmarked
from benchmarks.tables import table
from dropcut.domain.marks import Marks

_THERE = 0.7
_ROUNDS = 3


def main() -> None:
    """Print the tables."""
    asked = _arguments()
    seeds = range(asked.first, asked.first + asked.seeds)
    with TemporaryDirectory() as folder:
        tables: dict[str, Callable[[], str]] = {
            "scenes": lambda: _scenes(seeds, Path(folder)),
            "marks": lambda: _marks(seeds, Path(folder)),
            "cost": lambda: _cost(Path(folder)),
        }
        for name, make in tables.items():
            if asked.only in {None, name}:
                print(f"\n## {name}, seeds {seeds.start} to {seeds.stop - 1}\n\n{make()}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--from", dest="first", type=int, default=100)
    parser.add_argument("--only", choices=("scenes", "marks", "cost"))
    return parser.parse_args()


def _scenes(seeds: Sequence[int], folder: Path) -> str:
    rows, every = [], (Judged(), Judged())
    for kind in KINDS:
        of_kind = (Judged(), Judged())
        for seed in seeds:
            clip = filmed(kind, seed, folder)
            ours = [scene.first for scene in looked(clip.file).scenes.scenes[1:]]
            found = judged(ours, clip.changes), judged(found_alone(clip.file), clip.changes)
            of_kind = of_kind[0].plus(found[0]), of_kind[1].plus(found[1])
            clip.file.unlink()
        every = every[0].plus(of_kind[0]), every[1].plus(of_kind[1])
        rows.append((kind, *_told(of_kind[0]), *_told(of_kind[1])))
    rows.append(("all", *_told(every[0]), *_told(every[1])))
    return table(("clips", "F1", "found", "false", "missed", "alone: F1", "found", "false", "missed"), rows)


def _told(some: Judged) -> tuple[str, str, str, str]:
    return f"{some.score:.3f}", str(some.found), str(some.false), str(some.missed)


def _marks(seeds: Sequence[int], folder: Path) -> str:
    rows = [*_with_marks(seeds, folder), *_without(seeds, folder)]
    return table(("clips", "how many", "found", "overlap, median", "taken for a mark", "real time"), rows)


def _with_marks(seeds: Sequence[int], folder: Path) -> Iterator[tuple[str, ...]]:
    for kind in MARKS:
        overlaps, spent = [], 0.0
        for seed in seeds:
            for opacity in OPACITIES:
                clip = marked(kind, opacity, seed, folder)
                seen = looked(clip.file, clip.logo)
                overlaps.append(_overlap(clip, seen.marks))
                spent += seen.marks_s
                clip.file.unlink()
        found = sum(each >= _THERE for each in overlaps)
        middle = sorted(overlaps)[len(overlaps) // 2]
        pace = spent / (len(overlaps) * FRAMES / RATE)
        yield kind, str(len(overlaps)), str(found), f"{middle:.2f}", "", f"{pace:.2f}"


def _without(seeds: Sequence[int], folder: Path) -> Iterator[tuple[str, ...]]:
    for kind in UNMARKED:
        false, spent = 0, 0.0
        for seed in seeds:
            clip = unmarked(kind, seed, folder)
            seen = looked(clip.file)
            false += bool(seen.marks.marks)
            spent += seen.marks_s
            clip.file.unlink()
        yield kind, str(len(seeds)), "", "", str(false), f"{spent / (len(seeds) * FRAMES / RATE):.2f}"


def _overlap(clip: Marked, marks: Marks) -> float:
    """Of what moves, where it is in the middle of its way."""
    if clip.box is None:
        return 0.0
    boxes = [each.box for each in marks.marks]
    found = [(box.x * SIZE[0], box.y * SIZE[1], box.width * SIZE[0], box.height * SIZE[1]) for box in boxes]
    return max((overlap(tuple(map(float, box)), clip.box) for box in found), default=0.0)


def _cost(folder: Path) -> str:
    """Of a minute at 1080p: the least of a few rounds, taken in turns."""
    clip = folder / "hd.mp4"
    shots = ("mandelbrot=s=1920x1080:r=30", "testsrc2=s=1920x1080:r=30", "gradients=s=1920x1080:r=30:n=6")
    inputs = [word for shot in shots for word in ("-f", "lavfi", "-t", "10", "-i", shot)]
    graph = "".join(f"[{n}]format=yuv420p,setsar=1[v{n}];" for n in range(3)) + "[v0][v1][v2]concat=n=3,noise=alls=5:allf=t"
    encoder = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "22")
    run(("ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", graph, *encoder, clip), check=True)
    rounds = [(decoded_s(clip), looked(clip)) for _ in range(_ROUNDS)]
    decoding = min(spent for spent, _ in rounds)
    scenes = min(seen.scenes_s for _, seen in rounds)
    marks = min(seen.marks_s for _, seen in rounds)
    rows = [
        ("decoding once", f"{decoding:.1f}", "1.00"),
        ("find_scenes", f"{scenes:.1f}", f"{scenes / decoding:.2f}"),
        ("find_marks", f"{marks:.1f}", f"{marks / decoding:.2f}"),
    ]
    return table(("900 frames at 1080p", "CPU s", "times decoding"), rows)


if __name__ == "__main__":
    main()
