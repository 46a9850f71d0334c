"""How well and how fast the entailment models judge: `python -m benchmarks.entailment`."""
