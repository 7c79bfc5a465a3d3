"""Find: look for one group of lines in one clip. Nothing is decoded again that `transcribe` has decoded."""

from __future__ import annotations

from dropcut.domain.material import Search
from dropcut.domain.speech import Found, Heard
from dropcut.ports.hearing import Recording
from dropcut.ports.tools import Tools


def find(tools: Tools, search: Search) -> Found:
    """Where these lines were tried, counted from 0 as they are asked for. Raises Permanent when the engine is not here."""
    from dropcut.speech.engines import engine_of

    told = search.transcript
    if not told.speaks:
        return Found(engine=told.engine, tries=(), strays=())
    recording = Recording(tools.path(told.sound), tools.path(told.notes), tools.pulse)
    engine = engine_of(told.engine, tools.scratch, search.lexicon.language)
    return engine.find(recording, Heard.load(tools.read(told.heard)), search.lines, search.lexicon)
