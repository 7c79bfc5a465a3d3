"""What the recipe asks for where footage is listened to: a long clip in pieces, each of them a task of its own."""

from __future__ import annotations

from typing import NamedTuple

from dropcut.domain.jobs import Refusal
from dropcut.domain.material import ChosenHearing, HearingWish, Listen, Transcript
from dropcut.domain.pieces import is_long
from dropcut.domain.settings import Settings
from dropcut.editing.programme.sorting import Sorted
from dropcut.ports.recipe import CannotGoOn, Do
from dropcut.steps.choose_hearing import choose_hearing
from dropcut.steps.divide import divide
from dropcut.steps.gather import gather
from dropcut.steps.hear import hear
from dropcut.steps.transcribe import transcribe


class Heard(NamedTuple):
    """What was said in the footage."""

    transcripts: tuple[Transcript, ...]
    """In the order of the clips."""
    refused: tuple[Refusal, ...]
    """Clips that cannot be listened to."""


def hearing_for(do: Do, files: Sorted, settings: Settings, revision: int) -> ChosenHearing:
    """What this footage is listened to with."""
    wish = HearingWish(
        speech=settings.speech, language=settings.language, clips=files.sounding, sidecars=files.sidecars, revision=revision
    )
    return do(choose_hearing, wish)


def listened_to(do: Do, files: Sorted, settings: Settings, hearing: ChosenHearing) -> Heard:
    """Every clip in which there is sound."""
    return _heard(do, _to_be_heard(files, settings, hearing))


def _to_be_heard(files: Sorted, settings: Settings, hearing: ChosenHearing) -> tuple[Listen, ...]:
    return tuple(
        Listen(asset=clip.asset, engine=hearing.engine, language=settings.language, written=files.transcript_of(clip))
        for clip in files.sounding
    )


def _heard(do: Do, listens: tuple[Listen, ...]) -> Heard:
    """Every clip heard: a long one in pieces, each of them a task of its own, a short one at once."""
    short = do.each(transcribe, [listen for listen in listens if not is_long(listen)])
    if not any(map(is_long, listens)):
        return Heard(short.all(), short.refused)
    divided = do.each(divide, [listen for listen in listens if is_long(listen)])
    gathered = [do(gather, each, do.map(hear, each.pieces)) for each in divided.known]
    divided.all()[:0]
    whole, refused = _those_that_can_be_had(gathered)
    order = [listen.asset.sha256 for listen in listens]
    transcripts = sorted((*short.all(), *whole), key=lambda transcript: order.index(transcript.asset.sha256))
    return Heard(tuple(transcripts), (*short.refused, *divided.refused, *refused))


def _those_that_can_be_had(gathered: list[Transcript]) -> tuple[list[Transcript], list[Refusal]]:
    """The transcripts, and why others will never be: a piece that cannot be heard costs its own clip."""
    there: list[Transcript] = []
    refused: list[Refusal] = []
    for transcript in gathered:
        try:
            there.append(transcript.model_copy())
        except CannotGoOn as never:
            refused += never.refusals
    return there, refused
