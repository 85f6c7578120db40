"""What columns and texts hold: cells in, tags out."""
