"""The real engine on the in-memory adapters, under a seeded scheduler that owns every interleaving, clock and fault.

`world` runs one seed, `run` many. `bugs/` holds mistakes planted into copies of the engine, to test the simulation itself.
"""
