"""What people type into the pages of the registry, checked and turned into values; nothing is stored here."""
