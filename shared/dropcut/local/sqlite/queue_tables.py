"""The queue's tables."""

from __future__ import annotations

FIRST = """
CREATE TABLE message (
    number INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again: an old receipt matches nothing new
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    owner TEXT NOT NULL,
    priority INTEGER NOT NULL,
    since INTEGER NOT NULL,    -- its place among its owner's: when it could first be received
    ready INTEGER NOT NULL,    -- whether it can be received now
    due INTEGER NOT NULL,      -- if not: when it can be, or will be once more unless it is acknowledged
    holder TEXT NOT NULL DEFAULT '',         -- who received it; empty when nobody has it
    deliveries INTEGER NOT NULL DEFAULT 0    -- how often it was received
) STRICT;
CREATE UNIQUE INDEX message_folds ON message (kind, subject, ready) WHERE holder = '';
CREATE INDEX message_ready ON message (priority, owner, since, number) WHERE ready = 1;
CREATE INDEX message_due ON message (due) WHERE ready = 0;
CREATE TABLE served (
    owner TEXT PRIMARY KEY,
    at INTEGER NOT NULL        -- grows with every message that is received
) STRICT, WITHOUT ROWID;
"""
