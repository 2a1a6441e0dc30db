"""Other rules engines on the task that ours are measured by, a file each: a small translator and nothing else."""
