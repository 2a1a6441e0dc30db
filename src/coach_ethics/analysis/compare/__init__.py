"""How policies differ, over all possible situations."""
