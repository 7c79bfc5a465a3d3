"""The tables of the file: one script for each number of the schema, never changed once released."""

from __future__ import annotations

from dropcut.local.sqlite import figure_tables, ledger_tables, queue_tables, record_tables

APPLICATION = 0x44524F50
"""`DROP`: marks the file as ours."""

SCRIPTS: tuple[str, ...] = (ledger_tables.FIRST, queue_tables.FIRST, record_tables.FIRST, figure_tables.FIRST)
"""A file has the tables of the first n of these, n being its `user_version`. Add at the end.

A statement ends with `;` at the end of a line, and nowhere else does a line end so.
"""
