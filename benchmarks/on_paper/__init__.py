"""What a job would cost on Google Cloud, counted by the real engine's own calls. `python -m benchmarks.on_paper` prints it."""
