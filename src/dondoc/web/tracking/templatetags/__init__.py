"""What the templates of work write figures with."""
