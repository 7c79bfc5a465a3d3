"""How fast a cut is rendered, beside other ways of making the same file."""
