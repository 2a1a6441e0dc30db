"""The bit-sliced engine: a program as operations on bits, a bit a row, two of them for three truth values.

A condition is two planes of bits: in which rows it is certainly true, and in which certainly false. So one operation of
the machine evaluates 64 rows or more. The same circuit runs on Python's whole numbers, which costs next to nothing to
begin with, and compiled by numba over the buffers of a Polars or PyArrow frame (the extra `fast`).
"""
