"""Write the index: what of a job can be found by its words and, where something here understands, by their meaning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dropcut.domain.errors import LostBlob
from dropcut.domain.meaning import ChosenMeaning
from dropcut.domain.report import Report
from dropcut.domain.searching import Indexed, Indexing
from dropcut.domain.speech import Found, Heard
from dropcut.ports.tools import Tools

if TYPE_CHECKING:
    from dropcut.search.passages import Spoken

_NAME = "index.sqlite"


def write_index(tools: Tools, indexing: Indexing, understands: ChosenMeaning) -> Indexed:
    """One immutable SQLite file. Raises Permanent when the engine that is to understand is not here."""
    from dropcut.search.engines import meaning_of
    from dropcut.search.index import Named, write
    from dropcut.search.passages import Told, passages_of

    report = Report.load(tools.read(indexing.report)) if indexing.report else None
    told = Told(title=indexing.title, script=indexing.script, report=report, spoken=_spoken(tools, indexing))
    meaning = meaning_of(understands.engine) if understands.engine else None
    file = tools.scratch / _NAME
    count = write(file, Named("", indexing.title), passages_of(told), tools.pulse, meaning, _earlier(tools, indexing.earlier))
    return Indexed(index=tools.keep(_NAME, file), passages=count)


def _earlier(tools: Tools, earlier: Indexed | None) -> Path | None:
    """Nothing where it is lost: then all is understood anew."""
    try:
        return tools.path(earlier.index) if earlier else None
    except LostBlob:
        return None


def _spoken(tools: Tools, indexing: Indexing) -> tuple[Spoken, ...]:
    from dropcut.search.passages import Spoken

    found = tools.items(indexing.found, Found) if indexing.found else ()
    share = len(found) // max(1, len(indexing.transcripts))
    return tuple(
        Spoken(
            clip=name,
            offset=transcript.offset,
            heard=Heard.load(tools.read(transcript.heard)),
            tries=tuple(one for each in found[number * share : (number + 1) * share] for one in each.tries),
        )
        for number, (transcript, name) in enumerate(zip(indexing.transcripts, indexing.names, strict=True))
    )
