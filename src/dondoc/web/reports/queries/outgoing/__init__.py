"""What the pages of outgoing documents show: the register, one document, how a department's documents look, who signs."""
