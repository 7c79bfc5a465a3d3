"""Remux: upscaled chunks as one clip, with the sound and the subtitles of the clip that they were made from."""

from __future__ import annotations

from dropcut.domain.blobs import Many
from dropcut.domain.upscaling import Enlarged, Upscaled, Whole
from dropcut.domain.wording import count_of
from dropcut.ports.tools import Tools


def remux(tools: Tools, whole: Whole, upscaled: Many[Upscaled]) -> Enlarged:
    """Nothing is encoded again. Raises Permanent for sound that the file cannot hold, Gone for a clip that changed."""
    from dropcut.media.bench import Bench
    from dropcut.media.joining import Picture
    from dropcut.media.remuxing import remux as joined
    from dropcut.media.stringing import string

    bench, chunks = Bench.of(tools), tools.items(upscaled, Upscaled)
    pieces = [Picture(tools.path(chunk.blob), chunk.frames) for chunk in chunks]
    picture = string(pieces, whole.rate, bench.scratch, bench.stop)
    upload = whole.asset.upload
    file = joined(picture, whole, tools.original_path(upload.drop, upload.file), bench)
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    with tools.write("notes.txt") as notes:
        notes.write("".join(f"{line}\n" for line in _told(whole, chunks)).encode())
    return Enlarged(blob=tools.keep(file.name, file), told=notes.blob)


def _told(whole: Whole, chunks: tuple[Upscaled, ...]) -> tuple[str, ...]:
    frames, repeated = (sum(getattr(chunk, name) for chunk in chunks) for name in ("frames", "repeated"))
    first = chunks[0]
    made = f"{count_of(frames, 'frame')} of {first.width} x {first.height} pixels"
    again = f", {repeated} of them made without computing: they repeat others" if repeated else ""
    return (f"{made}{again}.", *whole.notes)
