"""What an editor shows of a policy file as it is written: problems, completions, meanings, definitions."""
