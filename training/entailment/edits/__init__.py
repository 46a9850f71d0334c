"""Near-copies of a sentence, made by small edits whose effect on its meaning is known.

Public entailment sets hold few near-copies, yet reports of one event are just that. A sentence
is retold by edits that keep its meaning, and at most one edit that excludes it is made in the
sentence or in the retelling, so that neither being alike nor being reworded gives the label away.
"""

from training.entailment.edits.pairs import FAMILY, Target, by_sentence, edited_pairs

__all__ = ["FAMILY", "Target", "by_sentence", "edited_pairs"]
