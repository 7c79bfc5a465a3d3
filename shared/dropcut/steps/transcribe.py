"""Transcribe: listen to one clip, without knowing any script, and keep what later searches need."""

from __future__ import annotations

from dropcut.domain.material import Listen, Transcript
from dropcut.media.bench import Bench
from dropcut.ports.hearing import Recording
from dropcut.ports.tools import Tools
from dropcut.speech.engines import engine_of
from dropcut.speech.envelope import envelope_of
from dropcut.speech.imported import Written
from dropcut.speech.samples import samples_of
from dropcut.speech.tracks import most_spoken
from dropcut.speech.transcripts import MOST_BYTES


def transcribe(tools: Tools, listen: Listen) -> Transcript:
    """Raises Permanent for a sound that cannot be read, for an engine that is not here, and Gone for a file that changed."""
    upload = listen.asset.upload
    track = most_spoken(listen.asset, tools.original_path(upload.drop, upload.file), Bench.of(tools))
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    recording = Recording(track.sound, tools.scratch / "notes", tools.pulse)
    recording.notes.touch()
    engine = engine_of(listen.engine, tools.scratch, listen.language, _written(tools, listen))
    heard = engine.hear(recording)
    with tools.write("heard.json") as document:
        document.write(heard.dumped())
    with tools.write("envelope") as envelope:
        for piece in envelope_of(samples_of(track.sound)):
            envelope.write(piece)
    return Transcript(
        asset=listen.asset,
        engine=listen.engine,
        heard=document.blob,
        sound=tools.keep("sound.pcm", track.sound),
        envelope=envelope.blob,
        notes=tools.keep("notes", recording.notes),
        offset=track.start,
        speaks=bool(heard.stretches),
        stream=track.stream,
        remarks=track.remarks,
    )


def _written(tools: Tools, listen: Listen) -> Written | None:
    """The transcript that lies beside the clip; no more of it than a transcript may hold."""
    if listen.written is None:
        return None
    upload = listen.written.upload
    with tools.original(upload.drop, upload.file) as file:
        return Written(upload.file.path, file.read(MOST_BYTES + 1))
