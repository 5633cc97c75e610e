"""What is in pictures, in words: what a model suggests and what a family says; and which pictures
look alike. `manager.py` is the door."""
