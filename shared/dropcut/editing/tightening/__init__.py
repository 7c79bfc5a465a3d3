"""Without a script: all that is said stays, without silences, fillers and what was said again."""
