"""One file a step: a function of its tools and its inputs. No step touches anything but what it is handed."""
