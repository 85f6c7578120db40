"""Builds the name model: what it learns from, how the training cells are made, how it is fitted."""
