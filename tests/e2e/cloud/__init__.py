"""The cloud home on this machine: real servers, real processes, and small doubles for what has no emulator.

`python -m tests.e2e.cloud` starts all of it for a person to try.
"""
