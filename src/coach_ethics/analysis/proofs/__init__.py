"""What holds for a policy in every possible situation: proved, or refuted with a witness."""
