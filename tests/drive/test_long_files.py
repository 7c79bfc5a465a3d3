"""A file that is too long for one call is copied by several, in ranges: each comes once, and nothing shows before the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.rounds import Round
from tests.drive.double.wire import Act, is_media
from tests.drive.stage import SIZES, Stage
from tests.emulators import front
from tests.emulators.listening import Answer, Asked

LONG = Random(7).randbytes(9 * SIZES.piece + 17)
OTHER = Random(8).randbytes(9 * SIZES.piece + 17)


class Short(Deadline):
    """Comes after it was asked for a few times: a call in which little can be done."""

    def __init__(self, times: int) -> None:
        super().__init__(60)
        self._left = times

    @property
    def over(self) -> bool:
        self._left -= 1
        return self._left < 0


def short_call(stage: Stage) -> None:
    Round(stage.means.by(uuid4().hex), stage.book, Short(6)).take()


def test_several_calls_copy_a_long_file_and_each_goes_on_where_the_last_one_was(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "long.mov", LONG)
    calls = 0
    while not stage.files("my video"):
        short_call(stage)
        calls += 1
    assert calls > 2
    assert stage.files("my video") == {"long.mov": LONG}
    assert set(Counter(stage.wire.downloads()).values()) == {1}
    stage.poll(1)
    assert stage.leftovers() == []


def test_a_file_that_is_replaced_while_it_is_copied_is_never_a_mixture(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    long = stage.drive.put(drop, "long.mov", LONG)
    for _ in range(2):
        short_call(stage)
    assert stage.files("my video") == {}
    stage.drive.replace(long, OTHER)
    stage.poll()
    assert stage.files("my video") == {"long.mov": OTHER}
    assert stage.written_twice() == set()
    assert stage.leftovers() == []


def test_a_file_that_is_replaced_in_the_midst_of_one_call_is_never_a_mixture(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    long = stage.drive.put(drop, "long.mov", LONG)
    asked: list[str] = []

    def replaces(one: Asked, act: Act) -> Answer | None:
        asked.extend(["range"] if is_media(one) else [])
        if len(asked) == 4 and is_media(one):
            stage.drive.replace(long, OTHER)
        return act(one)

    stage.wire.fault = replaces
    stage.poll(3)
    assert stage.files("my video") == {"long.mov": OTHER}
    assert stage.written_twice() == set()
    assert stage.leftovers() == []


def test_an_upload_that_the_bucket_forgot_begins_anew(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "long.mov", LONG)
    short_call(stage)
    (copying,) = [seen for seen in stage.copies() if seen.upload]
    assert copying.sent > 0
    gone = parse_qs(urlsplit(copying.upload).query)["upload_id"][0]

    def forgets(asked: front.Asked, act: Callable[[], Answer]) -> Answer:
        return Answer(410) if asked.query.get("upload_id") == gone else act()

    stage.front.fault = forgets
    stage.poll()
    assert stage.files("my video") == {"long.mov": LONG}
