"""Choose hearing: which engine listens in this job, and why."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Final

from dropcut.domain.assets import Clip
from dropcut.domain.errors import Permanent
from dropcut.domain.material import ChosenHearing, HearingWish
from dropcut.domain.models import ModelKind
from dropcut.domain.settings import Speech
from dropcut.domain.wording import spoken
from dropcut.ports.tools import Tools

_EVER: Final = Fraction(10**9)


def choose_hearing(tools: Tools, wish: HearingWish) -> ChosenHearing:
    """Raises Permanent, saying what to do, when nothing on this machine can hear what is wished for.

    Left to choose, it passes over files that only look like transcripts: cameras write such notes of their own.
    """
    from dropcut.speech.choosing import chosen
    from dropcut.speech.whisper_models import best_model

    models = partial(best_model, kept=tools.models(ModelKind.WHISPER))
    if wish.speech is not Speech.AUTO:
        return chosen(wish, tools.scratch, models)
    foreign = [clip for clip in wish.sidecars if not _is_transcript(tools, clip)]
    kept = tuple(clip for clip in wish.sidecars if clip not in foreign)
    told = chosen(wish.model_copy(update={"sidecars": kept}), tools.scratch, models)
    if not foreign:
        return told
    why = f"{told.why} {spoken(foreign[0].name)} is no transcript that can be read."
    return told.model_copy(update={"why": why})


def _is_transcript(tools: Tools, clip: Clip) -> bool:
    from dropcut.speech.transcripts import MOST_BYTES, words_of

    upload = clip.asset.upload
    with tools.original(upload.drop, upload.file) as file:
        data = file.read(MOST_BYTES + 1)
    try:
        words_of(upload.file.path, data, _EVER)
    except Permanent:
        return False
    return True
