"""The ways by which a message leaves dondoc."""
