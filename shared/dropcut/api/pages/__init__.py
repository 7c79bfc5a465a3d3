"""The review pages: written by the server, moved by a little JavaScript of their own."""
