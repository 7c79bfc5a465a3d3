"""Cloud Run jobs: many tasks of one step, each a process of its own."""
