"""Describe: what is known of a clip, in short texts: its name, what lies beside it, what is said in it."""

from __future__ import annotations

from typing import Final

from dropcut.domain.pictures import Describing, Description
from dropcut.domain.speech import Heard
from dropcut.ports.tools import Tools

_MOST_BYTES: Final = 64 * 1024
"""Of a text beside a clip: what describes one is short."""


def describe(tools: Tools, describing: Describing) -> Description:
    """Raises Gone for a text that changed meanwhile. What is no text tells nothing."""
    from dropcut.editing.pictures.texts import told_by_name, told_by_note, told_by_speech

    heard = Heard.load(tools.read(describing.heard)).words if describing.heard else ()
    told = (*told_by_name(describing.clip.name), *told_by_note(_note(tools, describing)), *told_by_speech(heard))
    return Description(asset=describing.clip.asset, told=tuple(dict.fromkeys(told)))


def _note(tools: Tools, describing: Describing) -> str:
    if describing.note is None:
        return ""
    upload = describing.note.asset.upload
    with tools.original(upload.drop, upload.file) as file:
        return file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace")
