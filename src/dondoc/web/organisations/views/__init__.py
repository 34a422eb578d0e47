"""The pages of the registry: the tree, units and their events, groups, people, and lists read in and taken away."""
