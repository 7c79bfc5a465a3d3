"""The table of what was counted, by all processes of the home together."""

from __future__ import annotations

FIRST = """
CREATE TABLE figure (
    metric TEXT NOT NULL,
    labels TEXT NOT NULL,      -- a JSON list
    part TEXT NOT NULL,        -- of a histogram: a bucket's bound, or `sum`
    value REAL NOT NULL,
    PRIMARY KEY (metric, labels, part)
) STRICT, WITHOUT ROWID;
"""
