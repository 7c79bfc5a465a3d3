"""Which engine listens: the one that was asked for, or the best of those that this machine has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from dropcut.domain.errors import Permanent
from dropcut.domain.material import ChosenHearing, HearingWish
from dropcut.domain.settings import Speech
from dropcut.domain.speech import Engine
from dropcut.domain.wording import printable, size, spoken
from dropcut.speech import imported
from dropcut.speech.guided import LANGUAGE, Guided
from dropcut.speech.whisper import engine_with
from dropcut.speech.whisper_models import (
    UNKNOWN_LANGUAGE,
    Model,
    best_model,
    is_installed,
    languages,
    recommended,
    size_of_recommended,
)

Models = Callable[[str], Model | None]
_PACKAGE: Final = "pip install 'dropcut[whisper]'"
_OR_GUIDED: Final = "or use --speech guided."


def chosen(wish: HearingWish, scratch: Path, models: Models = best_model) -> ChosenHearing:
    """One engine for the whole job, and one sentence why. Raises Permanent, saying what to do, when there is none."""
    if wish.speech is Speech.AUTO:
        return _best(wish, scratch, models)
    asked = f"--speech {wish.speech.value} was asked for."
    return ChosenHearing(engine=_asked(wish, scratch, models), why=asked)


def _best(wish: HearingWish, scratch: Path, models: Models) -> ChosenHearing:
    if wish.clips and not _without_transcript(wish):
        return ChosenHearing(engine=imported.ENGINE, why="A transcript lies beside every clip.")
    if model := models(wish.language):
        return ChosenHearing(engine=engine_with(model), why=f"The Whisper model {model.name} is on this machine.")
    if wish.language == LANGUAGE:
        why = "No Whisper model is on this machine" if is_installed() else "Whisper is not on this machine"
        guided = f"{why}, and the guided engine needs no download. For the better engine: {_to_get_it()}"
        return ChosenHearing(engine=Guided(scratch).engine, why=guided)
    raise Permanent(
        f"Nothing on this machine can hear the language {printable(wish.language)!r}: the guided engine hears English only.",
        f"Get Whisper ({_to_get_it()}), or put a transcript beside every clip.",
    )


def _to_get_it() -> str:
    """What to type to get Whisper; nothing is fetched before somebody does."""
    if not is_installed():
        return f"{_PACKAGE}, then dropcut models pull small"
    return f"dropcut models pull {recommended()} ({size(size_of_recommended())})"


def _asked(wish: HearingWish, scratch: Path, models: Models) -> Engine:
    if wish.speech is Speech.IMPORT:
        return _import(wish)
    if wish.speech is Speech.WHISPER:
        return _whisper(wish, models)
    if wish.language != LANGUAGE:
        raise Permanent(
            f"The guided engine hears English only, not the language {printable(wish.language)!r}.",
            "Use --speech whisper, or put a transcript beside every clip and use --speech import.",
        )
    return Guided(scratch).engine


def _import(wish: HearingWish) -> Engine:
    if missing := _without_transcript(wish):
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        name = spoken(missing[0])
        raise Permanent(
            f"There is no transcript beside {name}{more}.",
            "Put a .json, .srt or .vtt of the same name there, or use --speech auto.",
        )
    return imported.ENGINE


def _whisper(wish: HearingWish, models: Models) -> Engine:
    if not is_installed():
        raise Permanent("Whisper is not installed.", f"Install it ({_to_get_it()}), {_OR_GUIDED}")
    if wish.language != UNKNOWN_LANGUAGE and wish.language not in languages():
        raise Permanent(
            f"Whisper does not know the language {printable(wish.language)!r}.",
            f"Use a code such as en or de, or language: {UNKNOWN_LANGUAGE} to let it find out.",
        )
    model = models(wish.language)
    if model is None:
        raise Permanent(
            f"No Whisper model for the language {printable(wish.language)!r} is on this machine.",
            f"Fetch one with: {_to_get_it()}, {_OR_GUIDED}",
        )
    return engine_with(model)


def _without_transcript(wish: HearingWish) -> list[str]:
    written = {_stem(clip.name) for clip in wish.sidecars}
    return [clip.name for clip in wish.clips if _stem(clip.name) not in written]


def _stem(name: str) -> str:
    return str(PurePosixPath(name.casefold()).with_suffix(""))
