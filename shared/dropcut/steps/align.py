"""Align: choose a take for every line and say exactly which stretch of which clip comes when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dropcut.domain.cut import Cut
from dropcut.domain.material import Material, Transcript
from dropcut.domain.speech import Found, Heard
from dropcut.editing.choosing.evidence import Evidence, Listened
from dropcut.editing.cutting import cut_of
from dropcut.editing.groups import groups_of
from dropcut.ports.tools import Tools


def align(tools: Tools, material: Material) -> Cut:
    """The cut of a drop. What it is made from says everything: the same material gives the same cut."""
    groups = groups_of([line.spoken for line in material.script.lines]) if material.script else ()
    evidence = Evidence(
        clips=material.clips,
        script=material.script,
        groups=groups,
        listened=tuple(_listened(tools, material, len(groups))),
        performances=material.performances,
        format=material.format,
        settings=material.settings,
        decisions=material.decisions,
    )
    return cut_of(evidence)


def _listened(tools: Tools, material: Material, groups: int) -> Iterator[Listened]:
    found = tools.items(material.found, Found)
    clips = _clips(material)
    for number, (clip, transcript) in enumerate(zip(clips, material.transcripts, strict=True)):
        tools.pulse()
        yield Listened(
            clip=clip,
            heard=Heard.load(tools.read(transcript.heard)),
            envelope=tools.read(transcript.envelope),
            offset=transcript.offset,
            found=found[number * groups : (number + 1) * groups],
        )


def _clips(material: Material) -> Sequence[int]:
    """Which clip each transcript is of: both are in the same order, and some clips are silent."""
    return list(_matched(material, material.transcripts))


def _matched(material: Material, transcripts: Sequence[Transcript]) -> Iterator[int]:
    at = 0
    for transcript in transcripts:
        while material.clips[at].asset.sha256 != transcript.asset.sha256:
            at += 1
        yield at
        at += 1
