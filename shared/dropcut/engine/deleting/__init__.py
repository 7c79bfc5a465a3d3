"""Deleting a drop or an owner: everywhere, whatever runs meanwhile, to be gone on with by anybody, and proven at the end."""
