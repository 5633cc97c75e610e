"""What sources say and what a sentence claims, compared clause by clause in six languages.

`judging` is the door: it takes a sentence, its sources and who is who, and gives what speaks
against the sentence and what is left in doubt.
"""
