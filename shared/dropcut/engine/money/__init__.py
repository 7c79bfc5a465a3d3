"""What work costs: learned from what is done, foreseen for what is not, and stopped before it costs too much."""
