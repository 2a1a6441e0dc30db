"""What scenarios reach of a policy's conditions, and what a policy encodes of a code's clauses."""
