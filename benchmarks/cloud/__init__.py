"""What the cloud home costs and how fast it is, on the emulators of this machine."""
