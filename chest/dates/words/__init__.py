"""People's words for dates, in six languages, turned into EDTF strings."""
