"""Who is who: the people of a chest, what they are called by whom, and on which memories they are.
`manager.py` and `proposals.py` are the doors."""
