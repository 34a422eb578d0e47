"""The door for a browser: loads, calls the engine, stores, shows."""
