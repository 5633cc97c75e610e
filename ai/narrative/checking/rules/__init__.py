"""What speaks against a sentence, one kind of fault a file. Each rule adds to the findings."""
