"""Work in the background: a leased table that outlives a killed process."""
