"""The words in pictures: letters, backs of photographs, gravestones. See `base`."""
