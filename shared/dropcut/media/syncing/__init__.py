"""Which recordings are of one performance, told by their sound alone, and by how much they are apart."""
