"""What pages of carrying work show."""
