"""What a step will about give, told from its inputs: enough for the recipe to go on, and for later steps to be measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from dropcut.domain.assets import Asset
from dropcut.domain.blobs import Blob, Many
from dropcut.domain.images import Image, ReadImage, StillFile
from dropcut.domain.marks import Marks, Suspicion
from dropcut.domain.material import Listen, Material, Search, Transcript
from dropcut.domain.meaning import Understanding, Understood
from dropcut.domain.pictures import Describing, Description, Looked, Looking, Pictured
from dropcut.domain.pieces import Batch, Divided, HeardPiece, Piece, Window
from dropcut.domain.programme import SOUND_RATE
from dropcut.domain.provenance import Signed, Signing
from dropcut.domain.rendering import Assembly, LoudnessFigures, Master, Mixed, Mixing, Rendered, Segment
from dropcut.domain.report import Reports
from dropcut.domain.scenes import Boundary, Excerpt, Scene, Scenes, Seeing
from dropcut.domain.searching import Indexed
from dropcut.domain.speech import Found
from dropcut.domain.upscaling import Chunk, Conformed, Conforming, Finishing, Upscaled
from dropcut.domain.values import Value, digest
from dropcut.outlook.cuts import supposed_cut
from dropcut.outlook.guessing import Guess
from dropcut.steps.deliver import Deliverables, Delivered
from dropcut.steps.synchronise import Synchrony
from dropcut.steps.write_captions import Captions
from dropcut.steps.write_timelines import Timelines

_HEARD_A_SECOND: Final = 32_000
_PIECE_S: Final = 60
_MASTER_A_SECOND: Final = 500_000


class Task(NamedTuple):
    """What is supposed of: a call of a step."""

    inputs: Value
    key: str
    guess: Guess

    def blob(self, name: str = "", size: int = 1000) -> Blob:
        """Some bytes that nobody has, always the same ones for one task."""
        return Blob(sha256=digest(["supposed", self.key, name]), size=size, path=f"supposed/{self.key}/{name}")


def supposed(step: str, inputs: Value, key: str, guess: Guess) -> object | None:
    """What a step will give, as its kind of value; None where nothing can be supposed."""
    suppose = _SUPPOSITIONS.get(step)
    return None if suppose is None else suppose(Task(inputs, key, guess), *_given(inputs))


def _given(inputs: Value) -> tuple[Any, ...]:
    return tuple(getattr(inputs, name) for name in type(inputs).model_fields)


def _transcribe(task: Task, listen: Listen) -> Transcript:
    length = listen.asset.footage.duration if listen.asset.footage else Fraction(0)
    streams = listen.asset.footage.sounds if listen.asset.footage else ()
    return Transcript(
        asset=listen.asset,
        engine=listen.engine,
        heard=task.blob("heard"),
        sound=task.blob("sound", int(length * _HEARD_A_SECOND)),
        envelope=task.blob("envelope"),
        notes=task.blob("notes"),
        offset=Fraction(0),
        speaks=True,
        stream=streams[0].stream if streams else 0,
    )


def _divide(task: Task, listen: Listen) -> Divided:
    transcript = _transcribe(task, listen)
    count = max(1, transcript.sound.size // (_PIECE_S * _HEARD_A_SECOND))
    batch: Batch = (Window(start=0, end=1, parts=((0, 1),)),)
    pieces = tuple(
        Piece(
            engine=listen.engine,
            language=listen.language,
            sound=task.blob(f"piece {number}", transcript.sound.size // count),
            batches=(batch,),
            clip=listen.spoken(),
        )
        for number in range(count)
    )
    return Divided(transcript=transcript, pieces=Many[Piece].of(pieces), starts=(0,) * count)


def _hear(task: Task, _piece: Piece) -> HeardPiece:
    return HeardPiece(phrases=task.blob("phrases"))


def _gather(_task: Task, divided: Divided, _heard: Many[HeardPiece]) -> Transcript:
    return divided.transcript


def _overhear(task: Task, transcript: Transcript) -> Transcript:
    return transcript.model_copy(update={"heard": task.blob("heard")})


def _find(_task: Task, search: Search) -> Found:
    return Found(engine=search.transcript.engine, tries=(), strays=())


def _synchronise(_task: Task, _sounds: object) -> Synchrony:
    return Synchrony(performances=())


def _see(task: Task, seeing: Seeing) -> Scenes:
    thumbnails = task.blob("thumbnails")
    length, frames = _shown(seeing.asset)
    scene = Scene(
        first=0, frames=frames, start=Fraction(0), end=length, boundary=Boundary.START, clear_start=Fraction(0),
        clear_end=length,
        exposure=Fraction(1), sharpness=Fraction(1), motion=Fraction(1), black=False, frozen=False, best=Fraction(0),
        thumbnail=Excerpt(offset=0, size=thumbnails.size),
    )  # fmt: skip
    return Scenes(asset=seeing.asset, engine=seeing.engine, scenes=(scene,), thumbnails=thumbnails)


def _shown(asset: Asset) -> tuple[Fraction, int]:
    picture = asset.footage.pictures[0] if asset.footage and asset.footage.pictures else None
    return (max(picture.duration, Fraction(1, 1000)), max(1, picture.frames)) if picture else (Fraction(1), 1)


def _find_marks(_task: Task, suspicion: Suspicion) -> Marks:
    return Marks(asset=suspicion.scenes.asset)


def _align(task: Task, material: Material, _understood: object) -> object:
    return supposed_cut(material, task.guess)


def _understand(task: Task, understanding: Understanding) -> Understood:
    return Understood(count=max(1, len(understanding.lines)), vectors=task.blob("vectors"))


def _read_image(task: Task, file: StillFile) -> ReadImage:
    return ReadImage(source=file.clip.asset.sha256, image=Image(blob=task.blob("still"), width=1920, height=1080))


def _describe(_task: Task, describing: Describing) -> Description:
    return Description(asset=describing.clip.asset, told=())


def _look(task: Task, looking: Looking) -> Looked:
    return Looked(count=len(looking.scenes.scenes) if looking.scenes else 1, vectors=task.blob("looks"))


def _choose_pictures(_task: Task, *_asked: object) -> Pictured:
    return Pictured(overlays=())


def _render(task: Task, segment: Segment) -> Rendered:
    return Rendered(
        blob=task.blob("picture", int(_MASTER_A_SECOND * segment.frames / segment.look.format.rate)), frames=segment.frames
    )


def _conform(task: Task, conforming: Conforming) -> Conformed:
    stretch = conforming.stretch
    footage = stretch.asset.footage if stretch.asset else None
    size = footage.pictures[0].display_size if footage and footage.pictures else (0, 0)
    return Conformed(
        blob=task.blob("conformed") if size != (0, 0) else None, width=size[0], height=size[1], frames=stretch.frames,
        rate=stretch.rate, depth=stretch.depth, name=stretch.spoken(),
    )  # fmt: skip


def _upscale(task: Task, chunk: Chunk) -> Upscaled:
    return Upscaled(
        blob=task.blob("larger"), source=chunk.made_from, first=chunk.first, frames=chunk.frames, width=chunk.width,
        height=chunk.height, engine=chunk.sharpening.engine, weights=chunk.sharpening.weights, repeated=0,
    )  # fmt: skip


def _finish(task: Task, finishing: Finishing) -> Rendered:
    return _render(task, finishing.segment)


def _mix(task: Task, mixing: Mixing) -> Mixed:
    frames = sum(piece.frames for piece in mixing.pieces)
    return Mixed(
        blob=task.blob("sound"),
        samples=int(frames * SOUND_RATE / mixing.format.rate),
        loudness=LoudnessFigures(input=None, output=None, true_peak=None),
    )


def _assemble(task: Task, assembly: Assembly) -> Master:
    master = task.blob("master", _MASTER_A_SECOND * assembly.sound.samples // SOUND_RATE)
    return Master(blob=master, name="cut.mp4", poster=task.blob("poster"), checks=())


def _captions(task: Task, *_asked: object) -> Captions:
    return Captions(srt=task.blob("srt"), vtt=task.blob("vtt"))


def _timelines(task: Task, *_asked: object) -> Timelines:
    names = ("otio", "fcpxml", "xml", "edl")
    return Timelines(**{name: task.blob(name) for name in names}, left_out=())


def _review(task: Task, *_asked: object) -> Blob:
    return task.blob("review")


def _report(task: Task, *_asked: object) -> Reports:
    return Reports(page=task.blob("page", 100_000), data=task.blob("data", 20_000))


def _index(task: Task, *_asked: object) -> Indexed:
    return Indexed(index=task.blob("index"), passages=1)


def _sign(task: Task, signing: Signing) -> Signed:
    return Signed(blob=task.blob("signed", signing.blob.size), manifest="")


def _deliver(_task: Task, made: Deliverables) -> Delivered:
    return Delivered(revision=made.revision, names=tuple(sorted(made.files)))


_SUPPOSITIONS: Final[Mapping[str, Callable[..., object]]] = {
    "transcribe": _transcribe,
    "divide": _divide,
    "hear": _hear,
    "gather": _gather,
    "overhear": _overhear,
    "find": _find,
    "synchronise": _synchronise,
    "find_scenes": _see,
    "watch": _see,
    "find_marks": _find_marks,
    "align": _align,
    "understand": _understand,
    "read_image": _read_image,
    "describe": _describe,
    "look": _look,
    "choose_pictures": _choose_pictures,
    "render": _render,
    "conform": _conform,
    "upscale": _upscale,
    "finish": _finish,
    "mix": _mix,
    "assemble": _assemble,
    "write_captions": _captions,
    "write_timelines": _timelines,
    "write_review": _review,
    "write_report": _report,
    "write_index": _index,
    "sign": _sign,
    "deliver": _deliver,
}
