"""One module a page or a part of one: asks, draws, and nothing else."""
