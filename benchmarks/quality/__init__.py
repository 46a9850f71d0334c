"""How well pairs are aligned and judged, beside plain baselines: `python -m benchmarks.quality`."""
