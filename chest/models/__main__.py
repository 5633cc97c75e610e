"""`python -m chest.models`: prints `docs/database.md`."""

from chest.models.describe import describe_tables

if __name__ == "__main__":
    print(describe_tables(), end="")
