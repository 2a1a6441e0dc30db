"""Policies: from text to tree and back."""
