"""Hard cases as coaches bring them to supervision, and what the policies say about them."""
