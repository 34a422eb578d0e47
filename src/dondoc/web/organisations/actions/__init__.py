"""The verbs that change the registry: founding, events, aliases, groups, posts and the reading in of lists."""
