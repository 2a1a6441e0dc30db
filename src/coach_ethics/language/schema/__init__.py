"""The shape of files: what may stand where, read, checked and published as a JSON Schema."""
