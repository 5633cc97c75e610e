"""What is in a picture, as words and as directions. One file a provider; see `base`."""
