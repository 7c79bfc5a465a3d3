"""Pure logic of editing: what is said, where it was tried, what is kept. Nothing here opens a file or runs a program."""
