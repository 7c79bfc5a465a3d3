"""Engines that hear: voice activity, and finding what was said of a script. Models are imported where they are used."""
