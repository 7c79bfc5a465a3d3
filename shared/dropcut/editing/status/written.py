"""The status document in the two forms in which it is kept: text for a file, markup for what becomes a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from unicodedata import category

from dropcut.editing.report.markup import Html, element, joined
from dropcut.editing.status.page import Item, Page

_HIDDEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def as_text(page: Page) -> str:
    """For a plain file."""
    return "\n".join(_rows(page)) + "\n"


def as_html(page: Page) -> str:
    """For a word processor: headings, lists and links. Whatever a name holds, it stays text."""
    body = [element("h1", _plain(page.title)), element("p", element("b", _plain(f"{page.headline}.")))]
    for part in page.parts:
        body += [element("h2", part.heading), element("ul", *(element("li", _linked(item)) for item in part.items))]
    head = element("head", element("meta", charset="utf-8"), element("title", _plain(page.title)))
    return (
        "<!doctype html>" + element("html", head, element("body", joined(body), element("p", element("i", page.ending)))).text
    )


def _linked(item: Item) -> Html | str:
    """A link only to where Google's pages are: no other is ever given to us."""
    if item.link.startswith("https://"):
        return element("a", _plain(item.text), href=item.link)
    return _plain(item.text)


def _plain(text: str) -> str:
    """On one line, with nothing hidden in it. Names in sentences are said so already; titles and reasons are others' words."""
    return " ".join("".join(" " if category(each) in _HIDDEN else each for each in text).split())


def _rows(page: Page) -> Iterator[str]:
    title = _plain(page.title)
    yield from (title, "=" * max(len(title), 3), "", _plain(f"{page.headline}."), "")
    for part in page.parts:
        yield from (part.heading, "-" * len(part.heading))
        for item in part.items:
            yield f"- {_plain(item.text)}" + (f" {item.link}" if item.link else "")
        yield ""
    yield page.ending
