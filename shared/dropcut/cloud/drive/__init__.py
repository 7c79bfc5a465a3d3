"""Google Drive: shared folders whose files come into the inbox, and whose owners find the cut beside their footage.

See docs/decisions/0070-drive-is-copied-into-the-inbox.md for how the pieces fit.
"""
