"""How near a quote comes to what a job then takes, on the machine that it was given for."""
