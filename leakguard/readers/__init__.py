"""How a file becomes grids, tables and texts: one module a kind of file, chosen by content."""
