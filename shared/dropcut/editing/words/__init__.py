"""Words as they are said, and where the words of a line are in what was recognised."""
