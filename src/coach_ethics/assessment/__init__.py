"""Questions of a case: what must I do, why, and what would change it."""
