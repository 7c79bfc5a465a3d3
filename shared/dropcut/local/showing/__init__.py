"""How a job's progress is shown: bars on a terminal, plain lines elsewhere, JSON lines for programs."""
