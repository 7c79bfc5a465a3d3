"""Where a take begins and ends, to the frame: at quiet moments, never inside a word, without what nobody wants to hear."""
