"""Train the entailment model that ships with the package: `python -m training.entailment`."""
