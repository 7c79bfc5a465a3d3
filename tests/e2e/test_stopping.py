"""Stopping: by a key, by the system, by another command, by force. What was done stays done, and nobody is left behind."""

from __future__ import annotations

import signal
from time import monotonic, sleep

import pytest

from tests.e2e.driving import Stage, ended, kill_all, soon

LONGEST_STOP_S = 5.0
FAR_FROM_A_LEASE_S = 25.0
"""Leases last a minute: who is on it within this did not wait for one."""


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_stops_within_five_seconds_and_goes_on_with_the_next_call(stage: Stage, told: signal.Signals) -> None:
    stage.write("a.txt", "la", "slow 6")
    process = stage.start("make", stage.drop, "--progress", "none", "--workers", "2")
    soon(lambda: stage.executions()["shout slow 6"] and stage.finished("shout") == 1)
    process.send_signal(told)
    began = monotonic()
    code, _, errors = ended(process)
    assert (code, errors) == (130, "Stopped: run the same command again to go on.\n")
    assert monotonic() - began < LONGEST_STOP_S
    assert stage.nobody_is_left()
    assert stage.make().returncode == 0
    assert (stage.executions()["shout la"], stage.executions()["shout slow 6"]) == (1, 2)


def test_work_that_does_not_listen_is_ended_within_five_seconds(stage: Stage) -> None:
    stage.write("a.txt", "stuck 600")
    process = stage.start("make", stage.drop, "--workers", "1")
    soon(lambda: stage.executions()["shout stuck 600"])
    process.send_signal(signal.SIGINT)
    began = monotonic()
    assert ended(process)[0] == 130
    assert monotonic() - began < LONGEST_STOP_S
    assert stage.nobody_is_left()


def test_told_twice_it_ends_at_once(stage: Stage) -> None:
    stage.write("a.txt", "stuck 600")
    process = stage.start("make", stage.drop, "--workers", "1")
    soon(lambda: stage.executions()["shout stuck 600"])
    process.send_signal(signal.SIGINT)
    began = monotonic()
    sleep(0.2)
    process.send_signal(signal.SIGINT)
    code, _, errors = ended(process)
    assert code == 130
    assert "Traceback" not in errors
    assert monotonic() - began < 2.0
    soon(stage.nobody_is_left, 1.0)


def test_a_cancel_from_elsewhere_is_seen_within_five_seconds(stage: Stage) -> None:
    stage.write("a.txt", "slow 600")
    process = stage.start("make", stage.drop, "--progress", "none", "--workers", "1")
    soon(lambda: stage.executions()["shout slow 600"])
    assert stage.run("cancel", stage.drop).returncode == 0
    began = monotonic()
    code, _, errors = ended(process)
    assert code == 130
    assert errors.startswith("It was cancelled")
    assert monotonic() - began < LONGEST_STOP_S
    assert stage.nobody_is_left()


def test_the_next_call_goes_on_with_what_was_cancelled(stage: Stage) -> None:
    stage.write("a.txt", "la")
    stage.make()
    stage.write("a.txt", "la", "slow 600")
    process = stage.start("make", stage.drop, "--workers", "1")
    soon(lambda: stage.executions()["shout slow 600"])
    stage.run("cancel", stage.drop)
    ended(process)
    stage.write("a.txt", "la", "lo")
    assert stage.make().returncode == 0


def test_a_killed_worker_is_replaced_and_its_task_begun_again_at_once(stage: Stage) -> None:
    stage.write("a.txt", "slow 3", "la")
    process = stage.start("make", stage.drop, "--workers", "1")
    soon(lambda: stage.executions()["shout slow 3"])
    (worker,) = stage.workers()
    kill_all({worker})
    assert soon(lambda: stage.executions()["shout slow 3"] == 2) < FAR_FROM_A_LEASE_S
    assert ended(process)[0] == 0
    assert stage.executions()["shout la"] == 1


def test_a_killed_keeper_leaves_nobody_behind_and_the_next_call_waits_for_no_lease(stage: Stage) -> None:
    stage.write("a.txt", "la", "slow 3")
    process = stage.start("make", stage.drop, "--workers", "2")
    soon(lambda: stage.executions()["shout slow 3"] and stage.finished("shout") == 1)
    process.kill()
    process.communicate()
    soon(stage.nobody_is_left, 1.0)
    again = stage.start("make", stage.drop, "--workers", "2")
    assert soon(lambda: stage.executions()["shout slow 3"] == 2) < FAR_FROM_A_LEASE_S
    assert ended(again)[0] == 0
    assert stage.executions()["shout la"] == 1


@pytest.mark.parametrize("how", ["stop", "cancel", "kill the worker", "kill the keeper"])
def test_no_ffmpeg_outlives_its_work(stage: Stage, how: str) -> None:
    stage.write("a.txt", "film")
    process = stage.start("make", stage.drop, "--workers", "1")
    soon(stage.films)
    (film,) = stage.films()
    if how == "stop":
        process.terminate()
    elif how == "cancel":
        stage.run("cancel", stage.drop)
    elif how == "kill the worker":
        kill_all(stage.workers())
    else:
        process.kill()
    soon(lambda: film not in stage.films(), LONGEST_STOP_S)
    process.terminate()
    ended(process)
    soon(stage.nobody_is_left, LONGEST_STOP_S)
