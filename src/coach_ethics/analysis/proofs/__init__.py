"""What is so of a policy in every possible situation: proved, or refuted with a witness."""
