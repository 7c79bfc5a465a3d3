"""What a file is, is its bytes: two names are one asset, new bytes another one, and a deletion ends what only it fed."""

from __future__ import annotations

from hashlib import sha256

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.jobs import JobState
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Sha256
from dropcut.engine.advance import advance
from dropcut.engine.jobs import submit
from dropcut.ports.dispatch import RunTask
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome, row
from tests.unit.engine.steps import Number


def identify(tools: Tools, upload: Upload) -> Asset:
    with tools.original(upload.drop, upload.file) as file:
        data = file.read()
    return Asset(sha256=Sha256(sha256(data).hexdigest()), size=len(data), kind=Kind.MEDIA, upload=upload)


def hear(tools: Tools, asset: Asset) -> Number:
    tools.pulse()
    return Number(n=asset.size)


def listening(drop: Drop, do: Do) -> Number:
    assets = do.each(identify, [Upload(drop=drop.id, file=file) for file in drop.files])
    heard = do.each(hear, assets)
    return Number(n=sum(number.n for number in heard.all()))


def a_home(**files: bytes) -> SmallHome:
    home = SmallHome(listening, row(identify), row(hear))
    for name, data in files.items():
        home.folder.drop_file(JOB, f"{name}.mp4", data)
    return home


def test_the_same_bytes_under_two_names_are_worked_on_once() -> None:
    home = a_home(one=b"same", two=b"same", other=b"another")
    assert home.submit().state is JobState.DONE
    assert home.did() == {"identify": 3, "hear": 2}


def test_a_file_under_another_name_is_the_asset_that_it_was() -> None:
    home = a_home(one=b"same")
    home.submit()
    home.did()
    home.folder.remove_file(JOB, "one.mp4")
    home.folder.drop_file(JOB, "renamed.mp4", b"same")
    assert home.submit().state is JobState.DONE
    assert home.did() == {"identify": 1}


def test_new_bytes_under_the_same_name_are_a_new_asset() -> None:
    home = a_home(one=b"old", two=b"kept")
    home.submit()
    home.did()
    home.folder.drop_file(JOB, "one.mp4", b"new")
    assert home.submit().state is JobState.DONE
    assert home.did() == {"identify": 1, "hear": 1}


def test_a_deletion_ends_what_only_that_file_fed() -> None:
    home = a_home(one=b"one", two=b"two")
    submit(home.home, JOB, NO_QUIET)
    while not (waiting := hearings(home)):
        home.deliver(*home.dispatch.receive(1))
    assert len(waiting) == 2
    home.folder.remove_file(JOB, "one.mp4")
    submit(home.home, JOB, NO_QUIET)
    advance(home.home, JOB)
    assert home.work().state is JobState.DONE
    assert home.ledger.open_tasks(JOB, 9) == ()
    ends = [task.state for task in home.ledger.tasks([message.task for message in waiting]) if task]
    assert sorted(ends) == [TaskState.DONE, TaskState.QUEUED]


def hearings(home: SmallHome) -> list[RunTask]:
    sent = (pending.message for pending in home.dispatch.pending)
    found = [message for message in sent if isinstance(message, RunTask) and message.task.step == "hear"]
    return found if len(found) == 2 else []
