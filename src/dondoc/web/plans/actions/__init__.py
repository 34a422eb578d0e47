"""The verbs that write: each one transaction with its permission, its change and its row in the log."""
