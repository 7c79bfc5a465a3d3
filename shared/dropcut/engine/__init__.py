"""The recipe is re-run, never resumed: `advance` asks, `run_task` does, `sweep` heals. Knows ports, no home."""
