"""Conditions: from text to tree and back."""
