"""The facts of a coaching engagement: one class a prefix."""
