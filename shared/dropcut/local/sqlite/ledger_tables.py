"""The ledger's tables. A document lies beside the columns by which it is found; the document is the truth."""

from __future__ import annotations

FIRST = """
CREATE TABLE ledger (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    turns INTEGER NOT NULL,          -- the number of the newest turn: every turn has one of its own
    dropped_epoch INTEGER NOT NULL   -- the highest epoch of a dropped task: a new one starts above it
) STRICT;
INSERT INTO ledger VALUES (1, 0, 0);
CREATE TABLE job (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE TABLE turn (
    job INTEGER PRIMARY KEY REFERENCES job (number) ON DELETE CASCADE,
    epoch INTEGER NOT NULL DEFAULT 0,
    until INTEGER,
    woken INTEGER NOT NULL DEFAULT 0,
    since INTEGER,
    again INTEGER,
    changes INTEGER NOT NULL DEFAULT 0   -- what a watcher has to notice
) STRICT;
CREATE INDEX turn_woken ON turn (since) WHERE since IS NOT NULL;
CREATE INDEX turn_set ON turn (again) WHERE again IS NOT NULL;
CREATE TABLE task (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    waits INTEGER,             -- as domain/keeping.py says; so is `used`
    used INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    wished INTEGER NOT NULL,   -- whether it has a wish
    document TEXT NOT NULL
) STRICT;
CREATE INDEX task_waits ON task (waits) WHERE wished AND waits IS NOT NULL;
CREATE TABLE wish (
    task INTEGER NOT NULL REFERENCES task (number),
    job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
    batch TEXT NOT NULL,       -- the key of the group; empty when wished for alone
    revision INTEGER NOT NULL,
    open INTEGER NOT NULL,     -- whether its task has not ended
    PRIMARY KEY (task, job, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX wish_of_batch ON wish (job, batch, open);
CREATE INDEX wish_of_revision ON wish (job, revision);
CREATE TABLE batch (
    job INTEGER NOT NULL REFERENCES job (number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    step TEXT NOT NULL,
    ready INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (job, key)
) STRICT, WITHOUT ROWID;
"""
