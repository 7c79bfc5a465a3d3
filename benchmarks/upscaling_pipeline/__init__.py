"""The pipeline around a network: how much of its speed is left, and whether memory stays flat over an hour of video."""
