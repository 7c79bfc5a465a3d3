"""Benchmarks: each file prints a table and the method by which it was measured."""
