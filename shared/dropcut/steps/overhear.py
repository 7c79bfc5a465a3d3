"""Overhear: what was said in a clip, word by word, when there is no script to expect."""

from __future__ import annotations

from dropcut.domain.material import Transcript
from dropcut.domain.speech import Heard
from dropcut.ports.hearing import Recording
from dropcut.ports.tools import Tools


def overhear(tools: Tools, transcript: Transcript) -> Transcript:
    """The same, its `heard` now with every word that can be told, fillers among them, each with how sure the engine is."""
    from dropcut.speech.engines import engine_of
    from dropcut.speech.whisper_models import UNKNOWN_LANGUAGE

    if not transcript.speaks:
        return transcript
    recording = Recording(tools.path(transcript.sound), tools.path(transcript.notes), tools.pulse)
    heard = Heard.load(tools.read(transcript.heard))
    more = engine_of(transcript.engine, tools.scratch, UNKNOWN_LANGUAGE).overhear(recording, heard)
    with tools.write("heard.json") as document:
        document.write(more.dumped())
    return transcript.model_copy(update={"heard": document.blob})
