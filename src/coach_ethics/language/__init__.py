"""Text to tree and back: policy files, conditions, their schema."""
