"""Lists of units and people as workbooks: what their columns mean, read row by row and written back."""
