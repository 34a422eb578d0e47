"""Every change as a row chained to the one before."""
