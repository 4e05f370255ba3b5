"""Reads what designers write and finds what must not reach a customer (EMPATHY sections 1 to 3). Needs no model."""
