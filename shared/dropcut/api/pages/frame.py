"""What every page has around it."""

from __future__ import annotations

from typing import Final

from dropcut.api.access.callers import Caller
from dropcut.editing.report.markup import Child, Html, element, joined, theirs

STYLES: Final = ("/looks.css", "/static/pages.css")


def framed(title: str, *body: Child, caller: Caller | None, script: str, searches: bool = False, words: str = "") -> str:
    """A whole page. `script` is the module that moves it."""
    page = element(
        "body",
        element("a", "Skip to the content", class_="skip", href="#content"),
        _bar(caller, searches=searches, words=words),
        element("main", *body, id="content", tabindex="-1"),
        element("div", class_="toasts", id="toasts", role="status", aria_live="polite"),
    )
    return "<!doctype html>\n" + element("html", _head(title, script), page, lang="en").text + "\n"


def _head(title: str, script: str) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{title} · Dropcut" if title else "Dropcut"),
        element("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        *(element("link", rel="stylesheet", href=style) for style in STYLES),
        element("script", type="module", src=f"/static/{script}"),
    )


def _bar(caller: Caller | None, *, searches: bool, words: str) -> Html:
    return element(
        "header",
        element("a", _mark(), "Dropcut", class_="brand", href="/"),
        _search(words) if searches else None,
        _who(caller) if caller else None,
        class_="bar",
    )


def _mark() -> Html:
    """The same cut that the name speaks of: a frame, dropped in two."""
    return element(
        "svg",
        element("rect", x="1", y="3", width="8.5", height="18", rx="2.5"),
        element("rect", x="14.5", y="6", width="8.5", height="18", rx="2.5", class_="fallen"),
        viewBox="0 0 24 26",
        class_="mark",
        aria_hidden="true",
    )


def _search(words: str) -> Html:
    box = element(
        "input", type="search", name="words", value=words, aria_label="Search what was said", placeholder="Search what was said"
    )
    return element("form", box, action="/search", role="search", class_="search")


def _who(caller: Caller) -> Html:
    if caller.way == "here":
        return element("span", "on this machine", class_="who quiet")
    leave = element("button", "Sign out", type="button", id="sign-out", class_="plain") if caller.way == "cookie" else None
    return element("span", joined([theirs(caller.person), " ", leave]), class_="who quiet")
