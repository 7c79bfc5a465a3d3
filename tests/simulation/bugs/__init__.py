"""Mistakes planted into copies of the engine, one at a time: the simulation must find each within 1,000 seeds."""
