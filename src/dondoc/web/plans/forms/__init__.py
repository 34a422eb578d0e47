"""Forms, which validate and do nothing else."""
