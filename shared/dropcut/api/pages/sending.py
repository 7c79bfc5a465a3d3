"""Where a folder is dropped, to begin a cut or to add footage to one."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.editing.report.markup import Html, element

_NAME = 200


def new_cut(owners: Sequence[str], owner: str) -> Html:
    """The form that begins a cut. `owner` is whose it will be, where there is but one."""
    return element(
        "section",
        element("h2", "New cut"),
        element(
            "form",
            _zone("Drop a folder here: a script and your footage."),
            element("div", _field("name", "Name", "", _NAME), _owner(owners, owner), class_="fields"),
            _list(),
            element("button", "Send and make the cut", type="submit", class_="main", id="send", disabled=True),
            id="sending",
            class_="sending",
        ),
        class_="panel new",
    )


def more_files(owner: str, name: str) -> Html:
    """The same for a drop that is there."""
    return element(
        "details",
        element("summary", "Add or replace files"),
        element(
            "form",
            _zone("Drop more footage, or another script, here. The same folder again goes on where it stopped."),
            element("input", type="hidden", name="owner", value=owner),
            element("input", type="hidden", name="name", value=name),
            _list(),
            element("button", "Send", type="submit", class_="main", id="send", disabled=True),
            id="sending",
            class_="sending",
        ),
        class_="panel more",
        id="more-files",
    )


def _zone(said: str) -> Html:
    return element(
        "div",
        element("p", said),
        element(
            "p",
            element("label", "Choose a folder", for_="pick-folder", class_="button"),
            element("input", type="file", id="pick-folder", webkitdirectory=True, multiple=True, class_="picker"),
            " ",
            element("label", "Choose files", for_="pick-files", class_="button"),
            element("input", type="file", id="pick-files", multiple=True, class_="picker"),
        ),
        class_="zone",
        id="zone",
    )


def _field(name: str, label: str, value: str, longest: int) -> Html:
    return element(
        "div",
        element("label", label, for_=f"new-{name}"),
        element("input", type="text", id=f"new-{name}", name=name, value=value, maxlength=str(longest), required=True,
                autocomplete="off", dir="auto"),
        class_="field",
    )  # fmt: skip


def _owner(owners: Sequence[str], owner: str) -> Html:
    if owner:
        return element("input", type="hidden", name="owner", value=owner)
    if not owners:
        return _field("owner", "Whose", "local", 63)
    options = (element("option", one, value=one) for one in owners)
    label = element("label", "Whose", for_="new-owner")
    return element("div", label, element("select", *options, id="new-owner", name="owner"), class_="field")


def _list() -> Html:
    return element("div", class_="files-on-their-way", id="on-their-way", aria_live="off")
