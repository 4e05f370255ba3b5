"""How long the dialogues take in one process, and whether that is too long. Training the model is no part of it."""

import time

import pytest

from tests.conversations.counting import dialogues_by_language

ROOM = "tests/conversations/"
MOST_S = 180.0


class Stopwatch:
    """A plugin of pytest. `wall_s` includes the start of the servers and of the model; `cpu_s` is this process's own,
    which other programs on the machine cannot stretch, so that is what fails."""

    def __init__(self) -> None:
        self.played = 0
        self.wall_s = self.cpu_s = self.training_s = self.training_cpu_s = 0.0
        self._since = time.process_time()

    def trained(self, wall_s: float, cpu_s: float) -> None:
        self.training_s, self.training_cpu_s = wall_s, cpu_s

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        now = time.process_time()
        if report.nodeid.startswith(ROOM):
            self.played += report.when == "call"
            self.wall_s += report.duration
            self.cpu_s += now - self._since
        self._since = now

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.cpu_s - self.training_cpu_s > MOST_S:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        counted = dialogues_by_language()
        languages = ", ".join(f"{language} {counted[language]}" for language in sorted(counted))
        took = f"{self.wall_s - self.training_s:.0f} s, {self.cpu_s - self.training_cpu_s:.0f} s of CPU"
        training = f"; training {self.training_s:.0f} s more" if self.training_s >= 1 else ""
        terminalreporter.write_line(
            f"{self.played} tests of {ROOM} in {took} of {MOST_S:.0f} s{training}; "
            f"dialogues there: {counted.total()} ({languages})"
        )
