"""Choose hearing: which engine listens in this job, and why."""

from __future__ import annotations

from dropcut.domain.material import ChosenHearing, HearingWish
from dropcut.ports.tools import Tools
from dropcut.speech.choosing import chosen


def choose_hearing(tools: Tools, wish: HearingWish) -> ChosenHearing:
    """Raises Permanent, saying what to do, when nothing on this machine can hear what is wished for."""
    return chosen(wish, tools.scratch)
