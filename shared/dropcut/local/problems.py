"""What did not work, as every part of this home tells it."""

from __future__ import annotations

from dropcut.engine.problems import Problem, one_line, problems_of

__all__ = ["Problem", "one_line", "problems_of"]
