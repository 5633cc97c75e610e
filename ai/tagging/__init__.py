"""Looking at pictures: as directions near words that say what is in them, and as labels.

`ai.tagging.opening.open_embedder` opens a CLIP model; `ai.tagging.tagger.LabelTagger` names what is
in pictures by the words of a vocabulary. Nothing leaves this machine.
"""
