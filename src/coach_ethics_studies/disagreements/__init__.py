"""Disagreements between codes that readers have noted, and whether a comparison finds them."""
