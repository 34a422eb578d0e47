"""The frame of every screen: base templates, components, template tags and static files; it stores nothing."""
