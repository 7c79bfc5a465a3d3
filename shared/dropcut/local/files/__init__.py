"""Blobs and drops as plain files of this machine."""
