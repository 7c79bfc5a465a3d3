"""How fast the engine is on this machine. `python -m benchmarks.engine` runs everything here."""
