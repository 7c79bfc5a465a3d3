"""The only place that opens media or runs a media program."""
