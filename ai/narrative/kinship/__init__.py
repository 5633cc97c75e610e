"""Who somebody is to somebody: kinship words and phrases of six languages, read onto one set of
relations. Pure functions; one file a language. `reading.py` is the door."""
