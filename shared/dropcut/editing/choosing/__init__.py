"""Which take stands for which line, and why: one optimum over the whole script."""
