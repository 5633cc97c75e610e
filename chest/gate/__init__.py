"""The gate in the chest: which texts were read, and which of them a story must leave out."""
