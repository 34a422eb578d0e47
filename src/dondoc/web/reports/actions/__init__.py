"""The verbs that write: each in one transaction with its permission, its change and its row in the log."""
