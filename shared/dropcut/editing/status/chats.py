"""Notices as chats want them. Each has signs of its own that must not come from a file's name: mentions, links, marks."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Final

from dropcut.editing.status.notice import Notice

_MARKS: Final = re.compile(r"([*_~`])")
_NOTHING_SEEN: Final = "\u2060"
_LONGEST: Final = 2_900
_ANGLES: Final = str.maketrans({"<": "‹", ">": "›"})


def for_slack(notice: Notice) -> str:
    """As an incoming webhook of Slack takes it. `verbatim`: nothing in it becomes a link or calls anybody."""
    rows = [f"*{_slack(notice.subject)}*", *(_slack(each) for each in notice.sentences)]
    blocks: list[dict[str, object]] = [_section("\n".join(rows)[:_LONGEST])]
    if notice.link:
        blocks.append(_section(f"<{_in_link(notice.link)}|{_slack(notice.opens)}>"))
    return _written({"text": _slack(notice.subject), "blocks": blocks, "unfurl_links": False, "unfurl_media": False})


def for_google_chat(notice: Notice) -> str:
    """As a webhook of a space of Google Chat takes it: a card, and words for where cards are not shown."""
    text = "<br>".join(escape(each) for each in notice.sentences)[: _LONGEST * 4]
    widgets: list[dict[str, object]] = [{"textParagraph": {"text": text}}] if notice.sentences else []
    if notice.link:
        widgets.append({"buttonList": {"buttons": [{"text": notice.opens, "onClick": {"openLink": {"url": notice.link}}}]}})
    header = {"title": notice.title.translate(_ANGLES), "subtitle": notice.headline.translate(_ANGLES)}
    card = {"header": header, "sections": [{"widgets": widgets}]} if widgets else {"header": header}
    return _written({"fallbackText": _plain(notice), "cardsV2": [{"cardId": "dropcut", "card": card}]})


def _slack(text: str) -> str:
    """Slack reads three signs as its own; its marks only count at the beginning and end of words."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(rf"{_NOTHING_SEEN}\1{_NOTHING_SEEN}", safe)


def _in_link(link: str) -> str:
    return link.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _plain(notice: Notice) -> str:
    """Without the signs that would call somebody."""
    return " ".join((f"{notice.subject}.", *notice.sentences)).translate(_ANGLES)[:_LONGEST]


def _written(message: dict[str, object]) -> str:
    return json.dumps(message, ensure_ascii=False)
