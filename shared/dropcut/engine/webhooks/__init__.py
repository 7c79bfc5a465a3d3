"""Telling other programs what became of a job: noted with every advance, looked for by every sweep, tried until it is taken."""
