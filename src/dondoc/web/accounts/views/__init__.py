"""What a person sees and sends to log in and to look after their own account."""
