"""A speaker who can be told what to say, so that the truth about every take is known: words, pauses, and how loud it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Final

from dropcut.domain.assets import Asset, Clip, Kind, Upload
from dropcut.domain.blobs import FileVersion
from dropcut.domain.cut import Cut, CutLine
from dropcut.domain.decisions import Decision
from dropcut.domain.footage import Colour, Footage, Picture, Sound
from dropcut.domain.material import Performance
from dropcut.domain.names import JobId, Owner
from dropcut.domain.programme import Format
from dropcut.domain.script import Line, Script
from dropcut.domain.settings import Settings
from dropcut.domain.speech import Engine, Found, Heard, Levels, Role, Said, SpeechStretch, Try, Word
from dropcut.domain.values import Sha256
from dropcut.editing.choosing.evidence import Evidence, Listened
from dropcut.editing.cutting import cut_of
from dropcut.editing.groups import groups_of
from dropcut.editing.references import normal_text

ENGINE: Final = Engine(name="test", version="1")
FILLERS: Final = {"um", "uh"}
_WORD: Final = Fraction(30, 100)
_BETWEEN: Final = Fraction(2, 100)
_PAUSE: Final = Fraction(90, 100)
_SPEECH, _NOISE = 40, 120


@dataclass(frozen=True)
class Spoke:
    """One word as it truly was said; `line` is the normal text of the line that it is a try at, or empty."""

    text: str
    start: Fraction
    end: Fraction
    line: str
    attempt: int


@dataclass
class Actor:
    """Speaks into one clip. Times are of the clip."""

    spoken: list[Spoke] = field(default_factory=list)
    now: Fraction = Fraction(1)
    attempts: int = 0
    offset: Fraction = Fraction(0)
    _sorted_at: int = -1
    _by_line: dict[str, list[list[Spoke]]] = field(default_factory=dict)

    def says(self, text: str, line: str = "", *, pause: Fraction = _PAUSE, gap: Fraction = _BETWEEN) -> Actor:
        """Say words (a bar is a short pause), as a try at `line`, then pause."""
        for word in text.split():
            if word == "|":
                self.now += Fraction(4, 10)
                continue
            bare = normal_text(word)
            self.spoken.append(Spoke(bare, self.now, self.now + _WORD, normal_text(line), self.attempts))
            self.now += _WORD + gap
        self.now += pause
        self.attempts += 1
        return self

    def reads(self, line: str) -> Actor:
        """Say a whole line."""
        return self.says(line, line)

    def starts(self, line: str, words: int) -> Actor:
        """Begin a line and give up."""
        return self.says(" ".join(line.split()[:words]), line)

    def waits(self, seconds: str) -> Actor:
        """Say nothing."""
        self.now += Fraction(seconds)
        return self

    def heard(self, clip: int, lines: Sequence[str], groups: Sequence[Sequence[int]], *, told: bool = False) -> Listened:
        """What an engine that never errs tells about it."""
        return Listened(
            clip=clip,
            heard=Heard(
                engine=ENGINE,
                duration=self.now + 1,
                stretches=tuple(_stretches(self.spoken)),
                levels=Levels(noise=Fraction(-60), speech=Fraction(-20), clipped=Fraction(0)),
                words=tuple(_word(one) for one in self.spoken) if told else (),
            ),
            envelope=self._envelope(),
            offset=self.offset,
            found=tuple(
                Found(engine=ENGINE, tries=tuple(self._tries([lines[at] for at in group])), strays=()) for group in groups
            ),
        )

    def _envelope(self) -> bytes:
        levels = bytearray([_NOISE] * int((self.now + 1) * 100))
        for one in self.spoken:
            first, last = int(one.start * 100), int(one.end * 100)
            levels[first:last] = bytes([_SPEECH]) * (last - first)
        return bytes(levels)

    def _tries(self, lines: Sequence[str]) -> Iterator[Try]:
        found = []
        for number, line in enumerate(lines):
            found += [try_at(number, line, words) for words in self._attempts().get(normal_text(line), ())]
        yield from sorted(found, key=lambda one: one.start)

    def _attempts(self) -> dict[str, list[list[Spoke]]]:
        """What was said at each line, try by try."""
        if self._sorted_at != len(self.spoken):
            self._by_line, self._sorted_at = {}, len(self.spoken)
            for _, words in groupby(self.spoken, key=lambda one: one.attempt):
                some = list(words)
                if some[0].line:
                    self._by_line.setdefault(some[0].line, []).append(some)
        return self._by_line


def try_at(number: int, line: str, words: Sequence[Spoke]) -> Try:
    """What was said, laid along the line from its beginning; going back marks what came before as repeated."""
    written = [normal_text(word) for word in line.split()]
    places = list(_placed(written, words))
    said = tuple(Said(word=_word(word), role=_role(at, word, places), place=places[at]) for at, word in enumerate(words))
    known = {place for place in places if place is not None}
    wanted = [place for place, word in enumerate(written) if word]
    misses = tuple(place for place in wanted if place not in known)
    roles = [one.role for one in said]
    return Try(
        line=number,
        said=said,
        coverage=Fraction(len(wanted) - len(misses), len(wanted)),
        misses=misses,
        insertions=roles.count(Role.INSERTED),
        fillers=roles.count(Role.FILLER),
        restarts=int(Role.REPEATED in roles),
        confidence=Fraction(1),
        reason="the whole line" if not misses else "not the whole line",
    )


def _placed(written: Sequence[str], words: Sequence[Spoke]) -> Iterator[int | None]:
    at = 0
    for word in words:
        later = [place for place in range(at, len(written)) if written[place] == word.text]
        earlier = [place for place in range(at) if written[place] == word.text]
        found = later[0] if later else earlier[-1] if earlier else None
        at = at if found is None else found + 1
        yield found


def _role(at: int, word: Spoke, places: Sequence[int | None]) -> Role:
    place = places[at]
    if place is None:
        return Role.FILLER if word.text in FILLERS else Role.INSERTED
    return Role.REPEATED if any(later is not None and later <= place for later in places[at + 1 :]) else Role.SAID


def _word(one: Spoke) -> Word:
    return Word(text=one.text, start=one.start, end=one.end, confidence=Fraction(1))


def _stretches(spoken: Sequence[Spoke]) -> Iterator[SpeechStretch]:
    """With a margin of a tenth; pauses under half a second are none."""
    start: Fraction | None = None
    for one, after in zip(spoken, (*spoken[1:], None), strict=False):
        start = one.start if start is None else start
        if after is None or after.start - one.end >= Fraction(1, 2):
            yield SpeechStretch(start=max(Fraction(0), start - Fraction(1, 10)), end=one.end + Fraction(1, 10))
            start = None


def clip(name: str, lasts: Fraction, *, seen: bool = True) -> Clip:
    """A clip of a drop."""
    sound = Sound(stream=1, codec="pcm", rate=48_000, channels=1, layout="mono", language="", start=Fraction(0), duration=lasts)
    pictures = (_picture(lasts),) if seen else ()
    footage = Footage(container="mov", size=1, duration=lasts, pictures=pictures, sounds=(sound,), others=0)
    upload = Upload(drop=JobId(Owner("me"), "film"), file=FileVersion(path=name, version="1", size=1))
    return Clip(
        name=name,
        asset=Asset(
            sha256=Sha256(name.encode().hex().ljust(64, "0")[:64]), size=1, kind=Kind.MEDIA, footage=footage, upload=upload
        ),
    )


def _picture(lasts: Fraction) -> Picture:
    return Picture(
        stream=0,
        codec="h264",
        width=640,
        height=360,
        sample_aspect=Fraction(1),
        rotation=0,
        mirrored=False,
        pixel_format="yuv420p",
        bit_depth=8,
        colour=Colour(primaries="bt709", transfer="bt709", matrix="bt709", range="tv"),
        fields="progressive",
        rate=Fraction(25),
        constant=True,
        shortest_frame=Fraction(1, 25),
        longest_frame=Fraction(1, 25),
        frames=int(lasts * 25),
        counted="packets",
        start=Fraction(0),
        duration=lasts,
    )


@dataclass
class Scene:
    """A drop: a script, and who spoke into which clip."""

    lines: Sequence[str]
    actors: dict[str, Actor]
    performances: tuple[Performance, ...] = ()
    settings: Settings = field(default_factory=Settings)
    decisions: tuple[Decision, ...] = ()
    unseen: frozenset[str] = frozenset()
    scripted: bool = True
    told: bool = False

    def evidence(self) -> Evidence:
        """As `align` lays it out."""
        groups = groups_of(self.lines) if self.scripted else ()
        names = sorted(self.actors)
        return Evidence(
            clips=tuple(clip(name, self.actors[name].now + 1, seen=name not in self.unseen) for name in names),
            script=script(self.lines) if self.scripted else None,
            groups=groups,
            listened=tuple(self.actors[name].heard(at, self.lines, groups, told=self.told) for at, name in enumerate(names)),
            performances=self.performances,
            format=Format(width=640, height=360, rate=Fraction(25)),
            settings=self.settings,
            decisions=self.decisions,
        )

    def cut(self) -> Cut:
        """What is made of it."""
        return cut_of(self.evidence())


def script(lines: Iterable[str]) -> Script:
    """A script of these lines."""
    return Script(lines=tuple(Line(number=at, written=line, spoken=line, row=at) for at, line in enumerate(lines, 1)))


def heard_in(scene: Scene, cut: Cut, line: CutLine) -> list[str]:
    """The words that truly sound in a line's pieces."""
    return [word.text for word in words_in(scene, cut, line)]


def words_in(scene: Scene, cut: Cut, line: CutLine) -> list[Spoke]:
    """What truly sounds in a line's pieces, in order, each word that is touched at all."""
    found = []
    for piece in line.pieces:
        actor = scene.actors[cut.clips[piece.sound].name]
        start, end = piece.sound_start, piece.sound_start + cut.format.starts(piece.frames)
        found += [word for word in actor.spoken if word.start < end and word.end > start]
    return found
