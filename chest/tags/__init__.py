"""What is in pictures, in words: what a model suggests and what a family says. `manager.py` is the
door."""
