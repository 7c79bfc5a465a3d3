"""A small pipeline for driving the real processes: each, a chain, a group, a join and a delivery, all on text files.

Each step notes its executions in a side file, so that tests can count work done twice. What a line of a file says decides
how long it takes and how it fails: `slow 3` takes three seconds and pulses, `stuck 3` does not pulse, `bad` cannot be used,
`mistake FILE` fails until that file is there, `crash` kills its worker every time, `film` runs ffmpeg for ten minutes.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from signal import SIGKILL
from time import monotonic, sleep

from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis, Value
from dropcut.media.running import Bounds, run
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools

SIDE = "DROPCUT_TEST_SIDE"
"""The environment variable that names the side file. A test's own channel: no step of the product has any."""
_UNIT_S = 0.02
_FILM = ("-loglevel", "error", "-re", "-f", "lavfi", "-i", "testsrc=rate=5", "-t", "600")


class Given(Value):
    drop: JobId
    file: FileVersion

    def spoken(self) -> str:
        return self.file.path


class Text(Value):
    """A read file, one word a line."""

    name: str
    blob: Blob
    words: tuple[str, ...]


class Word(Value):
    text: str

    def spoken(self) -> str:
        return self.text


def read(tools: Tools, given: Given) -> Text:
    noted("read", given.file.path)
    with tools.original(given.drop, given.file) as file:
        data = file.read()
    with tools.write("text") as target:
        target.write(data)
    return Text(name=given.file.path, blob=target.blob, words=tuple(data.decode().splitlines()))


def shout(tools: Tools, word: Word) -> Blob:
    """One unit of work: a little time, then an artifact."""
    noted("shout", word.text)
    kind, _, rest = word.text.partition(" ")
    if kind == "bad":
        message = f"{word.text} cannot be shouted."
        raise Permanent(message, "Say something else.")
    if kind == "mistake" and not Path(rest).exists():
        message = f"{rest} is not there"
        raise ValueError(message)
    if kind == "crash":
        os.kill(os.getpid(), SIGKILL)
    if kind == "film":
        run(
            (str(tools.programs.ffmpeg), *_FILM, "-metadata", f"title={os.environ[SIDE]}", "-f", "null", "-"),
            Bounds(),
            tools.stopped,
        )
    if kind == "stuck":
        sleep(float(rest))
    _work(tools, float(rest) if kind == "slow" else _UNIT_S)
    with tools.write("loud") as target:
        target.write(word.text.upper().encode() * 2000)
    return target.blob


def _work(tools: Tools, seconds: float) -> None:
    end = monotonic() + seconds
    while monotonic() < end:
        tools.pulse()
        sleep(0.01)


def join(tools: Tools, loud: Many[Blob], texts: tuple[Text, ...]) -> Blob:
    noted("join", str(loud.count))
    whole = sha256()
    for blob in tools.items(loud, Blob):
        whole.update(tools.path(blob).read_bytes())
    for text in texts:
        whole.update(tools.read(text.blob))
    with tools.write("joined") as target:
        target.write(whole.hexdigest().encode())
    return target.blob


def polish(tools: Tools, blob: Blob, times: int) -> Blob:
    """A link of a chain."""
    noted("polish", str(times))
    _work(tools, _UNIT_S)
    with tools.write("polished") as target:
        target.write(sha256(tools.read(blob)).hexdigest().encode())
    return target.blob


def publish(tools: Tools, drop: JobId, revision: int, song: Blob) -> int:
    noted("publish", str(revision))
    return tools.publish(drop, revision, {"song.txt": song}).revision


CATALOG = Catalog(
    (
        Row(read, version="1", share=1),
        Row(shout, version="1", attempts=2, backoff=Millis(50), share=20),
        Row(join, version="1", cores=2),
        Row(polish, version="1"),
        Row(publish, version="1"),
    )
)


def recipe(drop: Drop, do: Do) -> int:
    """Reads all, shouts every word as a shard, joins, polishes thrice, delivers."""
    texts = do.each(read, [Given(drop=drop.id, file=file) for file in drop.files])
    drop.wait_until_settled()
    if not drop.files:
        drop.wait_for("a text file")
    words = [Word(text=word) for text in texts.all() for word in text.words]
    blob = do(join, do.map(shout, words), texts.all())
    for times in range(3):
        blob = do(polish, blob, times)
    return do(publish, drop.id, drop.revision, blob)


def noted(step: str, about: str) -> None:
    """One line for each execution that began."""
    side = os.environ.get(SIDE)
    if side:
        with Path(side).open("a") as file:
            file.write(f"{step} {about}\n")
