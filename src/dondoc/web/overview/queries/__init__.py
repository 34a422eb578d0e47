"""What a person sees of the parts, read from one query and one set of conditions."""
