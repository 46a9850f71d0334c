"""Commands that make what the package ships: language tables and fitted weights."""
