"""The gate: what in a contributed text a person should decide on before any story tells it.

Pure functions over text, in six languages. `reading.find_held` is the door.
"""
