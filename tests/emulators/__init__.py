"""Google's services on this machine: the real emulators, started when the first test needs one, once a test run."""
