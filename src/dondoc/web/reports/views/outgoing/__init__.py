"""Pages of outgoing documents: the register, one document, its files, and how a department's documents look."""
