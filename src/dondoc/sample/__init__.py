"""The sample directive that ships with dondoc: a plan of an invented department, as Word, PDF and text, with its annotations.

`ke-hoach-mau.toml` holds its words and what a careful reader takes from each; the other files are made from it.
"""

from __future__ import annotations
