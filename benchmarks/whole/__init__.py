"""A whole drop, from nothing and after edits of one line: where the time goes, and what comes of it."""
