"""The stored form of every document that outlives the code that wrote it, byte by byte.

`python -m tests.golden` writes the files that are not there yet. When a shape changes after a release, raise the
document's number, add the lift, and write new files; the old ones stay, and must still load.
"""
