"""How a job stands, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dropcut.api.views import JobView
from dropcut.domain.jobs import JobState
from dropcut.domain.wording import spoken
from dropcut.editing.report.markup import Html, element, joined, theirs

_SAID: Final = {
    JobState.WORKING: "at work",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
    JobState.HELD: "waits for you",
    JobState.CANCELLED: "cancelled",
}
PLAIN: Final = {
    "ingest": "reading the files",
    "read_settings": "reading the settings",
    "read_script": "reading the script",
    "read_image": "reading the pictures",
    "choose_hearing": "choosing what listens",
    "choose_meaning": "choosing what understands",
    "choose_matching": "choosing what compares pictures",
    "choose_seeing": "choosing what looks",
    "choose_encoder": "choosing the encoder",
    "choose_sharpener": "choosing what enlarges",
    "choose_pictures": "choosing other pictures",
    "transcribe": "listening",
    "divide": "listening",
    "hear": "listening",
    "gather": "listening",
    "overhear": "listening",
    "find": "finding the lines",
    "find_scenes": "looking at the scenes",
    "find_marks": "looking for marks",
    "look": "looking at the footage",
    "watch": "looking at the footage",
    "describe": "looking at the footage",
    "compare": "comparing pictures",
    "synchronise": "matching the recordings",
    "align": "choosing takes",
    "understand": "comparing meanings",
    "mix": "mixing the sound",
    "render": "rendering the picture",
    "conform": "preparing the picture",
    "plan_chunks": "preparing the picture",
    "upscale": "enlarging the picture",
    "plan_finish": "finishing the picture",
    "finish": "finishing the picture",
    "assemble": "putting it together",
    "remux": "putting it together",
    "write_captions": "writing the captions",
    "write_timelines": "writing the timelines",
    "write_review": "writing the paper edit",
    "write_report": "writing the report",
    "write_index": "writing the index",
    "sign": "signing the cut",
    "deliver": "delivering",
}
"""What a job is at, for people who never heard of steps."""


def waits(view: JobView) -> bool:
    """Whether it waits for something of its user's."""
    return view.state is JobState.WORKING and bool(view.waiting_for)


def badge(view: JobView) -> Html:
    """Its state in a word or two."""
    said = "waiting" if waits(view) else _SAID[view.state]
    return element("span", said, class_=f"badge state {'waiting' if waits(view) else view.state}")


def sentence(view: JobView) -> str:
    """Why it stands so: `waiting: b002.mov is still uploading`."""
    if waits(view):
        return f"waiting: {view.waiting_for}"
    now = list(dict.fromkeys(_now(view)))
    if view.state is JobState.WORKING and now and view.why.startswith("Working on"):
        return f"{', '.join(now[:3]).capitalize()} …"
    return view.why


def bar(view: JobView) -> Html | None:
    """How far it is; nothing for what is over."""
    if view.state not in {JobState.WORKING, JobState.HELD}:
        return None
    percent = f"{view.permille // 10} %"
    progress = element("progress", percent, max="1000", value=str(view.permille), aria_label=f"How far {spoken(view.name)} is")
    return element("div", progress, element("span", percent, class_="time quiet"), class_="far")


def problems(view: JobView) -> Html | None:
    """What could not be used, and what to do about it."""
    if not view.problems:
        return None
    told = (element("li", theirs(str(problem))) for problem in view.problems)
    title = element("h2", "What could not be used")
    return element("section", title, element("ul", *told), class_=f"panel {'bad' if view.state is JobState.FAILED else 'warn'}")


def standing(view: JobView) -> Html:
    """Badge, sentence and bar together."""
    said = joined([badge(view), " ", element("span", theirs(sentence(view)), class_="why")])
    return element("div", element("p", said), bar(view), class_="standing", id="standing")


def _now(view: JobView) -> Iterator[str]:
    for step in view.steps:
        if step.done + step.failed < step.total:
            yield PLAIN.get(step.step, step.step.replace("_", " "))
