"""Whoever is woken finds what to do: every alert leads to a section of docs/operations.md, and every section belongs to one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
ALERTS = (ROOT / "terraform" / "modules" / "observability" / "alerts.tf").read_text()
_ALERT = re.compile(r'^ {4}"([a-z-]+)" = \{\n\s+title\s+= "([^"]+)"', re.MULTILINE)


def anchor(title: str) -> str:
    """As pages of Markdown are linked to."""
    return re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")


def runbooks() -> dict[str, str]:
    """The sections of the chapter, and what they say."""
    chapter = re.split(r"^## ", OPERATIONS.split("\n## Runbooks\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    parts = re.split(r"^### (.+)$", chapter, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_alert_has_a_section_that_says_what_to_do() -> None:
    alerts = dict(_ALERT.findall(ALERTS))
    assert len(alerts) == ALERTS.count("title    =") > 9
    sections = runbooks()
    assert {anchor(title): title for title in sections} == alerts
    for title, text in sections.items():
        assert "**Means**" in text, title
        assert "**Do**" in text, title


def test_alerts_are_bound_to_their_sections_by_their_names() -> None:
    for name, title in _ALERT.findall(ALERTS):
        assert anchor(title) == name
