"""Commands run on the server."""
