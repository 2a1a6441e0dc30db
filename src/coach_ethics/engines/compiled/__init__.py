"""The compiled engine: a program as one generated Python function, for inner loops."""
