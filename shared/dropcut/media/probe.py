"""Everything about one file of a user's, or one sentence why it is no footage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Footage, Sound
from dropcut.domain.wording import printable
from dropcut.media.answers import Answer, Question
from dropcut.media.bench import Bench
from dropcut.media.door import Guest, let_in
from dropcut.media.failures import ProgramCrashed, ProgramFailed, ProgramOverdrawn
from dropcut.media.glance import loudness
from dropcut.media.remarks import remarks
from dropcut.media.running import run

_MEASURED_SOUNDS: Final = 8
_OUR_FAULT: Final = "That is a fault of Dropcut's: please report it with these words."
_COPY: Final = "Copy it again from the camera."


def probe(path: Path, name: str, bench: Bench) -> Footage:
    """Look at a file, in processes of their own; `name` is what its user calls it.

    Raises Permanent, in one sentence that says the name, when it is no footage or cannot be used; Gone when it is not
    there; Stopped once `bench.stop` says so; ProgramInterrupted when the machine failed, not the file.
    """
    with let_in(path, name, bench) as guest:
        footage = _looked_at(guest, bench)
        sounds, failures = _listened_to(guest, footage.sounds, bench)
    troubles = (*footage.troubles, *failures)
    heard = footage.model_copy(update={"sounds": sounds, "troubles": troubles})
    return heard.model_copy(update={"notes": (*troubles, *remarks(heard))})


def _looked_at(guest: Guest, bench: Bench) -> Footage:
    question = Question(url=guest.url, kind=guest.kind, size=guest.size, options=guest.options(), limits=bench.limits)
    command = (sys.executable, "-I", "-B", "-m", "dropcut.media.looking", question.model_dump_json())
    try:
        answer = Answer.model_validate_json(run(command, bench.limits.looking, bench.stop).out)
    except (ProgramFailed, ValidationError) as error:
        raise _broken(guest, error) from error
    if answer.footage:
        return answer.footage
    raise _refused(guest, answer)


def _refused(guest: Guest, answer: Answer) -> Permanent:
    if answer.refusal is None:
        return Permanent(f"{guest.name} cannot be read.", _COPY)
    return Permanent(f"{guest.name} {printable(answer.refusal.said)}", printable(answer.refusal.hint))


def _broken(guest: Guest, error: ProgramFailed | ValidationError) -> Permanent:
    match error:
        case ProgramOverdrawn():
            return Permanent(f"{guest.name} takes too long to read: it is damaged, or made to.", _COPY)
        case ProgramCrashed():
            return Permanent(f"{guest.name} is damaged: the decoder broke down on it.", _COPY)
        case ProgramFailed():
            return Permanent(f"{guest.name} could not be looked at: {guest.told(error)}", _OUR_FAULT)
        case _:
            return Permanent(f"{guest.name} is damaged: what was read from it makes no sense.", _COPY)


def _listened_to(guest: Guest, sounds: tuple[Sound, ...], bench: Bench) -> tuple[tuple[Sound, ...], tuple[str, ...]]:
    """The sounds with their loudness, and a sentence for each that would not be measured."""
    heard, failures = list(sounds), []
    for place, sound in enumerate(sounds[:_MEASURED_SOUNDS]):
        try:
            heard[place] = sound.model_copy(update={"loudness": loudness(guest, sound, bench)})
        except (ProgramFailed, ValueError) as error:
            failures.append(f"The loudness of stream {sound.stream} could not be measured: {guest.told(error)}")
    return tuple(heard), tuple(failures)
