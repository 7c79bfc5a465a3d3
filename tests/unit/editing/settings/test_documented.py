"""`docs/settings.md` tells of every setting, and its example is one."""

from __future__ import annotations

import re
from pathlib import Path

from dropcut.editing.settings_file import READERS, settings_from

PAGE = Path(__file__).parents[4] / "docs" / "settings.md"


def test_the_example_says_every_setting_once_and_can_be_read() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)
    assert re.findall(r"^([a-z_]+):", example, flags=re.MULTILINE) == list(READERS)
    assert settings_from("dropcut.yaml", example.encode()).model_fields_set == set(READERS)
