"""Questions about a program, asked once for all who ask: what rests on what, what can still be, what would change."""
