"""Who owns the account that the tests of accounts start from."""

EMAIL, PASSWORD = "ana@example.org", "a short sentence"
