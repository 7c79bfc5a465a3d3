"""How quickly a large home is searched, and how quickly what is new can be found."""
