"""What every way of listening to a clip shares: which sound, and what is kept of it for later searches."""

from __future__ import annotations

from typing import Final

from dropcut.domain.material import Listen, Transcript
from dropcut.domain.speech import Heard
from dropcut.media.bench import Bench
from dropcut.ports.hearing import Recording
from dropcut.ports.tools import Tools
from dropcut.speech.envelope import envelope_of
from dropcut.speech.samples import samples_of
from dropcut.speech.tracks import Track, most_spoken

_NOTES: Final = "notes"


def track_of(tools: Tools, listen: Listen) -> Track:
    """The sound to listen to. Raises Permanent for one that cannot be read, and Gone for a file that changed."""
    upload = listen.asset.upload
    track = most_spoken(listen.asset, tools.original_path(upload.drop, upload.file), Bench.of(tools))
    tools.original_path(upload.drop, upload.file)  # raises Gone when it changed meanwhile
    return track


def recording_of(tools: Tools, track: Track) -> Recording:
    """The same, with a place for the engine's notes."""
    recording = Recording(track.sound, tools.scratch / _NOTES, tools.pulse)
    recording.notes.touch()
    return recording


def transcript_of(tools: Tools, listen: Listen, track: Track, heard: Heard, remarks: tuple[str, ...] = ()) -> Transcript:
    """What is told of the clip, all of it kept."""
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
        notes=tools.keep(_NOTES, tools.scratch / _NOTES),
        offset=track.start,
        speaks=bool(heard.stretches),
        stream=track.stream,
        remarks=(*track.remarks, *remarks),
    )
