"""Directives read in, confirmed, published to the units and kept."""
