"""Measurements on public data: each command prints a table and writes JSON beside it."""
