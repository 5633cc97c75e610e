"""Narrators that are models, one file each. `ai.registry` knows them by name."""
