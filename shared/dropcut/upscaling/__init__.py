"""Networks that make pictures larger, and the two engines that run them. Both are imported where they are used."""
