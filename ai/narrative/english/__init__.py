"""The composer's English. Another language is another such folder."""
