"""The benchmarks' own code: what they count, and that they run."""
