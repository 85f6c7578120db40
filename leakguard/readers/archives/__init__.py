"""Archives, the files in them, and what file managers leave beside those."""
