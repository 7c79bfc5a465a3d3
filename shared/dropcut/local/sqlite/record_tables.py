"""The table of small documents."""

from __future__ import annotations

FIRST = """
CREATE TABLE record (
    drawer TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    until INTEGER,             -- from then on it is gone
    document TEXT NOT NULL,
    PRIMARY KEY (drawer, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_until ON record (until) WHERE until IS NOT NULL;
CREATE TABLE newest_record (
    version INTEGER NOT NULL   -- the highest that was ever given: none comes again
) STRICT;
INSERT INTO newest_record VALUES (0);
"""
