"""All situations at once, built on z3: a program as formulas over the declared domains of its facts."""
