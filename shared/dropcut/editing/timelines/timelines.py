"""The cut in every format that is delivered."""

from __future__ import annotations

from dropcut.domain.cut import Cut
from dropcut.domain.values import Value
from dropcut.editing.timelines.edl import as_edl
from dropcut.editing.timelines.fcpxml import as_fcpxml
from dropcut.editing.timelines.plan import Written
from dropcut.editing.timelines.planning import planned
from dropcut.editing.timelines.xmeml import as_xmeml


class Formats(Value):
    """The same cut four times."""

    otio: Written
    fcpxml: Written
    xml: Written
    edl: Written


def timelines(cut: Cut, title: str, prefix: str) -> Formats:
    """`prefix` is the way from the timelines' folder to the drop's, such as `..`."""
    from dropcut.editing.timelines.otio import as_otio  # noqa: PLC0415 - its library takes 0.1 s to load: no command waits for it

    plan = planned(cut, title, prefix)
    return Formats(otio=as_otio(plan), fcpxml=as_fcpxml(plan), xml=as_xmeml(plan), edl=as_edl(plan))
