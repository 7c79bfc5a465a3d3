"""The shapes of the documents that steps and homes keep in blobs, in files and in results: `dropcut/cut@1` and its like.

When a shape changes after a release, raise the document's number, add the lift, and write new files; the old ones stay, and
must still load. `python -m tests.golden.kept` writes the files of examples that have none.
"""
