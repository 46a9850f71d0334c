"""How well and how fast typed facts are found: `python -m benchmarks.facts`."""
