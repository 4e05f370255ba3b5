"""`make bench`: Firstline measured against the bot that `rasa init` makes, on this machine, in one run."""
