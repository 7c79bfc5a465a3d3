"""Makes the programme's sound."""
