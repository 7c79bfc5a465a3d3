"""Drive in and out: the real client library against a double over sockets, with the real emulators on the other side."""
