"""A made-up recipe of the real one's shape: an hour of programme, cut from a few clips and upscaled. Its steps take time only.

The script's file says how large everything is (`Sizes`), so one recipe serves a short programme and a long one.
"""

from __future__ import annotations

from benchmarks.on_paper.virtual import spend
from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.names import JobId
from dropcut.domain.values import Count, Millis, Value
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools

_UNIT_S = 20
SCRIPT = "script.json"


class Sizes(Value):
    """How large a programme is."""

    groups: Count
    segments: Count
    chunks: Count
    """Of all segments together: each has equally many."""
    edition: Count = 1
    """Grows with each edit; an edit changes one line, and so one group of lines and one segment."""


class Source(Value):
    """A file of the drop."""

    drop: JobId
    file: FileVersion


class Made(Value):
    """What a step gave: some bytes."""

    blob: Blob


class Lines(Value):
    """A group of lines of the script."""

    number: Count
    edition: Count


class Script(Value):
    """What is to be said."""

    sizes: Sizes
    groups: tuple[Lines, ...]


class Search(Value):
    """A group of lines, sought in what was heard in one clip."""

    heard: Made
    lines: Lines


class Found(Value):
    """Where it was."""

    lines: Lines
    places: str


class Segment(Value):
    """A piece of the cut as picture."""

    clip: str
    first: Count
    edition: Count
    encoder: str = "libx264 veryfast crf 18, one thread, ffmpeg 5.1.9"


class Cut(Value):
    """The cut, with its segments."""

    sizes: Sizes
    segments: Many[Segment]


class Chunk(Value):
    """Some frames of a conformed segment."""

    picture: Blob
    part: Count


class Upscaled(Value):
    """All upscaled chunks of one segment."""

    chunks: tuple[Blob, ...]


def ingest(tools: Tools, source: Source) -> Made:
    with tools.original(source.drop, source.file) as file:
        return _made(tools, 20, file.read())


def read_script(tools: Tools, source: Source) -> Script:
    with tools.original(source.drop, source.file) as file:
        sizes = Sizes.model_validate_json(file.read())
    spend(Millis(1_000))
    return Script(sizes=sizes, groups=tuple(Lines(number=n, edition=_edited(n, sizes)) for n in range(sizes.groups)))


def transcribe(tools: Tools, asset: Made) -> Made:
    return _made(tools, 180, b"heard", asset.blob)


def find_scenes(tools: Tools, asset: Made) -> Made:
    return _made(tools, 60, b"seen", asset.blob)


def find_marks(tools: Tools, asset: Made) -> Made:
    return _made(tools, 60, b"marks", asset.blob)


def find(tools: Tools, search: Search) -> Found:
    tools.read(search.heard.blob)
    _work(tools, 5)
    return Found(lines=search.lines, places="0/1 5/2 " * 20)


def align(tools: Tools, script: Script, found: Many[Found], looks: tuple[Made, ...]) -> Cut:
    tools.items(found, Found)
    _work(tools, 10)
    segments = [
        Segment(clip=looks[n % len(looks)].blob.sha256, first=n, edition=_edited(n, script.sizes))
        for n in range(script.sizes.segments)
    ]
    return Cut(sizes=script.sizes, segments=tools.many("segments.json", segments))


def mix(tools: Tools, cut: Cut) -> Made:
    tools.items(cut.segments, Segment)
    return _made(tools, 60, b"sound")


def conform(tools: Tools, segment: Segment) -> Made:
    return _made(tools, 12, f"{segment.first} {segment.edition}".encode())


def split(tools: Tools, sizes: Sizes, conformed: Many[Made]) -> Many[Chunk]:
    each = sizes.chunks // max(1, sizes.segments)
    pictures = [made.blob for made in tools.items(conformed, Made)]
    return tools.many("chunks.json", (Chunk(picture=blob, part=part) for blob in pictures for part in range(each)))


def upscale(tools: Tools, chunk: Chunk) -> Made:
    return _made(tools, 60, f"{chunk.part}".encode(), chunk.picture)


def join(tools: Tools, sizes: Sizes, upscaled: Many[Made]) -> Many[Upscaled]:
    each = sizes.chunks // max(1, sizes.segments)
    blobs = [made.blob for made in tools.items(upscaled, Made)]
    return tools.many("joined.json", (Upscaled(chunks=tuple(blobs[n : n + each])) for n in range(0, len(blobs), each)))


def finish(tools: Tools, upscaled: Upscaled) -> Made:
    return _made(tools, 10, b"finished", *upscaled.chunks)


def assemble(tools: Tools, finished: Many[Made], sound: Made) -> Made:
    pictures = (made.blob for made in tools.items(finished, Made))
    return _made(tools, 120, b"master", sound.blob, *pictures)


def deliver(tools: Tools, drop: JobId, revision: int, master: Made) -> Made:
    tools.path(master.blob)
    _work(tools, 20)
    tools.publish(drop, revision, {"cut.mp4": master.blob})
    return master


def one_hour(drop: Drop, do: Do) -> Made:
    """The pipeline, with upscaling: conform, upscale, finish."""
    sources = [Source(drop=drop.id, file=file) for file in drop.files]
    assets = do.each(ingest, [source for source in sources if source.file.path != SCRIPT])
    script = do(read_script, next(source for source in sources if source.file.path == SCRIPT))
    heard = do.each(transcribe, assets)
    looks = (do.each(find_scenes, assets), do.each(find_marks, assets))
    drop.wait_until_settled()
    found = do.map(find, [Search(heard=made, lines=lines) for made in heard.all() for lines in script.groups])
    cut = do(align, script, found, tuple(made for look in looks for made in look.all()))
    sound = do(mix, cut)
    chunks = do(split, script.sizes, do.map(conform, cut.segments))
    ready = do(join, script.sizes, do.map(upscale, chunks))
    master = do(assemble, do.map(finish, ready), sound)
    return do(deliver, drop.id, drop.revision, master)


_STEPS = (
    ingest,
    read_script,
    transcribe,
    find_scenes,
    find_marks,
    find,
    align,
    mix,
    conform,
    split,
    upscale,
    join,
    finish,
    assemble,
    deliver,
)
CATALOG = Catalog(tuple(Row(step, version="1") for step in _STEPS))


def _edited(number: int, sizes: Sizes) -> int:
    return sizes.edition if number == 0 else 1


def _made(tools: Tools, seconds: int, data: bytes, *reads: Blob) -> Made:
    for blob in reads:
        tools.path(blob)
    _work(tools, seconds)
    with tools.write("out") as out:
        out.write(data + b"".join(blob.sha256.encode() for blob in reads))
    return Made(blob=out.blob)


def _work(tools: Tools, seconds: int) -> None:
    while seconds > 0:
        spend(Millis(1_000 * min(seconds, _UNIT_S)))
        tools.pulse()
        seconds -= _UNIT_S
