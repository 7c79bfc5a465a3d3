"""Sending a folder into the inbox: resumable, side by side, checked, and never over what somebody else put there."""
