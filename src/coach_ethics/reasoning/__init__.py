"""Questions about a program, each answered in one place: what depends on what, what is possible, what would change."""
