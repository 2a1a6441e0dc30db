"""The evaluation of the project: its codes compared with published cases. The library neither needs nor imports it.

`validation/` puts published cases to the codes, `disagreements/` looks for disagreements that readers have noted,
and `coverage_picture` draws what codes say theme by theme. `commands` is what the command line takes from here.
"""
