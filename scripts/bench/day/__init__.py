"""A simulated working day through the real program: see __main__.py for what it shows."""
