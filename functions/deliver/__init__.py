"""Writes captions, timelines, review and report, and delivers all."""
