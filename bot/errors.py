"""Every failure the product knows.

FirstlineError
  NotFound        (404) no such conversation, hand-over or user
  WrongState      (409) somebody else was faster, or the step does not fit the state
  Refused         (400) input that is not taken; carries a sentence the customer can read
  RecordDown      (503) PostgreSQL cannot be reached
  ComponentDown   (503) something an answer depends on does not answer: the shop, or the record below it
  Misconfigured         a setting that cannot be used; names the key and the value
  BadFile               a file named on the command line that cannot be used
"""

import traceback


def place(error: BaseException) -> str:
    """What broke and where, for the log. Never the error's message: it may quote what a customer wrote."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{trace}"


class FirstlineError(Exception):
    status = 500
    code = "error"


class NotFound(FirstlineError):
    status = 404
    code = "not_found"


class WrongState(FirstlineError):
    """`state` is the state found, so that a desk can show what happened instead."""

    status = 409
    code = "wrong_state"

    def __init__(self, message: str, state: str) -> None:
        super().__init__(message)
        self.state = state


class Refused(FirstlineError):
    """`reason`: too_long, too_fast, empty. `text`: the sentence for the customer, in their language."""

    status = 400
    code = "refused"

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text


class RecordDown(FirstlineError):
    status = 503
    code = "record_down"


class ComponentDown(FirstlineError):
    status = 503
    code = "component_down"


class Misconfigured(FirstlineError):
    code = "misconfigured"


class BadFile(FirstlineError):
    code = "bad_file"
