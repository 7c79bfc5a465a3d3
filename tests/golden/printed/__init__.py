"""The shapes of what commands print for programs: `dropcut/progress@1` and its like.

Other people's programs read these. A field may be added under the same number; one that changes its meaning, or goes, makes
a new number. `python -m tests.golden.printed` writes the files of examples that have none.
"""
