"""The file that everything of a home is recorded in: whole at every moment, and honest about what is wrong with it."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from dropcut.domain.errors import Permanent, Retryable, Unavailable
from dropcut.domain.values import Instant, Millis
from dropcut.local.sqlite import opening
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.integrity import problems
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.local.sqlite.schema import SCRIPTS
from tests.conformance.ledger_acts import HOLIDAY, do, task_id, turn_at, wish_for

START = Instant(1_700_000_000_000)
MINE = "INSERT INTO job (id, owner, state, version, created, document) VALUES (?, 'ann', 'done', 1, 1, '{}')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(Database(path, Millis(200))) as database:
        yield database


def write(database: Database, *names: str) -> None:
    with database.write() as connection:
        for name in names:
            connection.execute(MINE, (name,))


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return [name for (name,) in connection.execute("SELECT id FROM job ORDER BY id")]


def test_a_block_that_ends_is_kept_and_one_that_raises_is_undone(database: Database) -> None:
    write(database, "ann/kept")
    with pytest.raises(sqlite3.IntegrityError):
        write(database, "ann/undone", "ann/kept")
    assert names(database) == ["ann/kept"]
    write(database, "ann/later")
    assert names(database) == ["ann/kept", "ann/later"]


def test_commits_go_to_a_journal_that_is_synced_before_the_file_takes_them(database: Database) -> None:
    with database.read() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (1,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_where_processes_cannot_share_memory_every_commit_is_synced_by_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network file systems: SQLite then has no journal of the kind that we sync."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **how: connect(f"file:{path}?vfs=unix-dotfile", uri=True, **how))
    with closing(Database(path)) as database:
        write(database, "ann/kept")
        with database.read() as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert names(database) == ["ann/kept"]


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        before = connection.execute("SELECT count(*) FROM job").fetchone()
        write(database, "ann/new")
        assert connection.execute("SELECT count(*) FROM job").fetchone() == before
    assert names(database) == ["ann/new"]


def test_writers_of_many_threads_wait_for_each_other(database: Database) -> None:
    start = Barrier(20)

    def add(number: int) -> None:
        start.wait()
        write(database, f"ann/{number}")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, range(20)))
    assert len(names(database)) == 20


def test_who_reads_before_writing_overwrites_nobody(path: Path) -> None:
    """Each through an opening of the file of their own, as processes have."""
    start = Barrier(8)

    def add_one(_racer: int) -> None:
        with closing(Database(path)) as database:
            ledger = SqliteLedger(database, lambda: START)
            start.wait()
            for _ in range(5):
                ledger.wake([HOLIDAY])

    with closing(Database(path)) as database:
        turn = turn_at(SqliteLedger(database, lambda: START))
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(add_one, range(8)))
        SqliteLedger(database, lambda: START).end_advance(turn, None)
        assert turn_at(SqliteLedger(database, lambda: START)).seen == turn.seen + 40


def test_who_waits_too_long_is_told_that_the_file_is_busy(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy"):
            write(database, "ann/a")
        other.execute("ROLLBACK")
    write(database, "ann/b")
    assert names(database) == ["ann/b"]


def test_a_thread_that_waits_too_long_for_another_is_told_so_too(database: Database) -> None:
    with database.write(), ThreadPoolExecutor(1) as pool, pytest.raises(Unavailable, match="busy"):
        pool.submit(write, database, "ann/a").result()


def test_readers_never_wait_for_a_writer(database: Database) -> None:
    with database.write() as connection:
        connection.execute(MINE, ("ann/a",))
        assert names(database) == []


def test_a_full_disk_is_worth_another_try_and_says_what_to_do(database: Database) -> None:
    with database.read() as connection:  # the one connection, which is used again
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Retryable, match="Free some space"):
        write(database, *(f"ann/{number}" + "x" * 1_000 for number in range(1_000)))
    assert names(database) == []


def test_a_damaged_file_is_said_to_be_damaged(path: Path) -> None:
    path.write_bytes(b"no database" * 1_000)
    with pytest.raises(Permanent, match=r"ledger\.sqlite is damaged"):
        Database(path)


def test_a_file_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="its folder exists"):
        Database(tmp_path / "nowhere" / "ledger.sqlite")


def test_a_mistake_in_a_statement_stays_what_it_is(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.read() as connection:
        connection.execute("SELECT 1 FROM nowhere")


def test_another_programs_file_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(Permanent, match="another program"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_dropcut_is_refused(database: Database, path: Path) -> None:
    with database.write() as connection:
        connection.execute(f"PRAGMA user_version = {len(SCRIPTS) + 1}")
    database.close()
    with pytest.raises(Permanent, match="newer Dropcut"):
        Database(path)


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_a_file_of_any_older_number_is_lifted_with_what_is_in_it(
    number: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(opening, "SCRIPTS", SCRIPTS[:number])
        Database(path).close()
    with closing(Database(path)) as now, closing(Database(path.with_name("new.sqlite"))) as new:
        assert _schema(now) == _schema(new)
        assert problems(now) == ()


def test_a_lift_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(path).close()
    with monkeypatch.context() as then:
        then.setattr(opening, "SCRIPTS", (*SCRIPTS, "CREATE TABLE extra (a);\nCREATE TABLE job (a);"))
        with pytest.raises(sqlite3.OperationalError, match="job already exists"):
            Database(path)
    with closing(Database(path)) as database, database.read() as connection:
        assert connection.execute("SELECT name FROM sqlite_schema WHERE name = 'extra'").fetchall() == []


def _schema(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def test_many_who_open_a_new_file_at_once_find_it_whole(path: Path) -> None:
    start = Barrier(20)

    def open_and_write(number: int) -> None:
        start.wait()
        with closing(Database(path)) as database:
            write(database, f"ann/{number}")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(open_and_write, range(20)))
    with closing(Database(path)) as database:
        assert len(names(database)) == 20


def test_it_can_be_closed_and_used_again(database: Database) -> None:
    write(database, "ann/a")
    database.close()
    database.close()
    write(database, "ann/b")
    assert names(database) == ["ann/a", "ann/b"]


def test_it_can_be_handed_to_another_process(database: Database) -> None:
    with closing(pickle.loads(pickle.dumps(database))) as copy:  # noqa: S301 - our own bytes
        write(copy, "ann/a")
    assert names(database) == ["ann/a"]


def test_a_forked_child_has_connections_of_its_own(database: Database) -> None:
    write(database, "ann/parent")
    child = os.fork()
    if child == 0:
        write(database, "ann/child")
        os._exit(0)
    assert os.waitpid(child, 0) == (child, 0)
    assert names(database) == ["ann/child", "ann/parent"]
    write(database, "ann/parent again")
    assert len(names(database)) == 3


@pytest.fixture
def ledger(database: Database) -> SqliteLedger:
    """With a done and a waiting task."""
    ledger = SqliteLedger(database, lambda: START)
    wish_for(ledger, turn_at(ledger), ["done", "waiting"])
    do(ledger, "done")
    return ledger


def test_a_sound_file_has_no_problems(ledger: SqliteLedger, database: Database) -> None:
    assert ledger.job(HOLIDAY).id == HOLIDAY
    assert problems(database) == ()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE task SET state = 'failed'", "not what the record says"),
        ("UPDATE task SET document = '{}'", "cannot be read"),
        ("UPDATE task SET document = 'nonsense'", "cannot be read"),
        ("UPDATE job SET document = replace(document, 'dropcut/job@1', 'dropcut/job@99')", "newer Dropcut"),
        ("UPDATE task SET wished = NOT wished", "wished for is noted wrongly"),
        ("UPDATE wish SET open = 0", "open is noted wrongly"),
        ("DELETE FROM task", "belongs to one that is not there"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(damage: str, said: str, ledger: SqliteLedger, path: Path) -> None:
    assert ledger.tasks([task_id("done")])
    with closing(sqlite3.connect(path)) as careless:
        careless.execute(damage)
        careless.commit()
    with closing(Database(path)) as database:
        assert any(said in problem for problem in problems(database))


def test_bytes_that_changed_on_the_disk_are_noticed(ledger: SqliteLedger, database: Database, path: Path) -> None:
    with database.read() as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'task'").fetchone()
    database.close()
    damaged = bytearray(path.read_bytes())
    damaged[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xff" * 64
    path.write_bytes(damaged)
    with closing(Database(path)) as opened:
        assert problems(opened)
