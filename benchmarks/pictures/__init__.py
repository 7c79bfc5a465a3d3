"""Whether a cue finds the clip that was meant: drops written for this, each clip described as people describe theirs."""
