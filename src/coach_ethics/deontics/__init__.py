"""From norms to demands, to their closure, to a program of named conditions."""
