"""The one-machine home: files, SQLite and worker processes."""
