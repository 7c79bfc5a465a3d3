"""How an index is laid out. One job's index and a merged one are the same kind of file, and are asked the same way."""

from __future__ import annotations

from typing import Final

from dropcut.search.words import RULES

LAYOUT: Final = f"1.{RULES}"
"""Of this number and no other a file is read."""

SCRIPT: Final = """
CREATE TABLE about (layout TEXT NOT NULL);
CREATE TABLE job (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    version TEXT NOT NULL
);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    job INTEGER NOT NULL,
    part TEXT NOT NULL,
    line INTEGER NOT NULL,
    clip TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    program INTEGER,
    text TEXT NOT NULL,
    times BLOB NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX passage_job ON passage (job);
CREATE TABLE meaning (
    job INTEGER PRIMARY KEY,
    engine TEXT NOT NULL,
    first INTEGER NOT NULL,
    signs BLOB NOT NULL,
    vectors BLOB NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (folded, content = 'passage', content_rowid = 'number', tokenize = 'ascii');
"""
"""`folded` holds words that `words.py` cut: `ascii` splits at spaces and takes every other sign of them as it is."""
