"""`make eval`: how well customers are understood, on messages nothing was trained on."""
