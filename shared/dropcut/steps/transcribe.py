"""Transcribe: listen to one clip, without knowing any script, and keep what later searches need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropcut.domain.material import Listen, Transcript
from dropcut.domain.models import ModelKind
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.speech.imported import Written


def transcribe(tools: Tools, listen: Listen) -> Transcript:
    """Raises Permanent for a sound that cannot be read, for an engine that is not here, and Gone for a file that changed."""
    from dropcut.speech.engines import engine_of
    from dropcut.speech.keeping import recording_of, track_of, transcript_of

    track = track_of(tools, listen)
    recording = recording_of(tools, track)
    models = tools.models(ModelKind.WHISPER)
    heard = engine_of(listen.engine, tools.scratch, listen.language, _written(tools, listen), models).hear(recording)
    return transcript_of(tools, listen, track, heard)


def _written(tools: Tools, listen: Listen) -> Written | None:
    """The transcript that lies beside the clip; no more of it than a transcript may hold."""
    from dropcut.speech.imported import Written
    from dropcut.speech.transcripts import MOST_BYTES

    if listen.written is None:
        return None
    upload = listen.written.upload
    with tools.original(upload.drop, upload.file) as file:
        return Written(upload.file.path, file.read(MOST_BYTES + 1))
