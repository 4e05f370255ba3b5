"""The command line: `firstline run | train | check | understand | nlu-bench | waits answer | user add ...`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.discreet_log import configure
from bot.errors import FirstlineError


def main(argv: Sequence[str] | None = None) -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for one sentence at a time, threads only wait for each other
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except FirstlineError as error:
        sys.exit(f"firstline: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="firstline", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("run", help="train if stale, then serve").set_defaults(run=_run)
    commands.add_parser("train", help="train the model if its sources changed").set_defaults(run=_train)
    check = commands.add_parser("check", help="words, rules and dialogues, before publishing: exit 1 with findings")
    check.add_argument("--no-dialogues", action="store_true", help="leave out tests/conversations: they need the model")
    check.set_defaults(run=_check)
    commands.add_parser("understand", help="JSON lines in, understanding out").set_defaults(run=_understand)
    bench = commands.add_parser("nlu-bench", help="config.yml's intent pipeline on texts of your own")
    bench.add_argument("--train", type=Path, required=True, help="CSV with the columns text, label")
    bench.add_argument("--test", type=Path, required=True, help="the same")
    bench.add_argument("--out", type=Path, required=True, help="text, label, predicted, confidence of each test row")
    bench.set_defaults(run=_nlu_bench)
    waits = commands.add_parser("waits", help="stated waits").add_subparsers(required=True, metavar="ACTION")
    waits.add_parser("answer", help="a trace of desk events in, stated waits out").set_defaults(run=_waits_answer)
    user = commands.add_parser("user", help="people at the desk").add_subparsers(required=True, metavar="ACTION")
    add = user.add_parser("add", help="add a person; the password is asked for")
    add.add_argument("name")
    add.add_argument("--display-name", default=None, help="what customers see; default: the name")
    add.set_defaults(run=_user_add)
    return parser


def lean() -> None:
    """Before the first import of rasa (bot/lean_imports.py, bot/quick_yaml.py)."""
    from bot.lean_imports import without_tensorflow
    from bot.quick_yaml import without_growing_lists

    _quiet()
    without_tensorflow()
    without_growing_lists()


def lean_to_serve() -> None:
    """As `lean`, and what loading the model took goes back; training, which is all large arrays, would take longer."""
    from bot.lean_memory import without_hoarding

    without_hoarding()
    lean()


def _quiet() -> None:
    import importlib
    import warnings

    import structlog

    importlib.import_module("sanic.app")  # sets a filter of its own, which would come before ours
    warnings.filterwarnings("ignore", category=DeprecationWarning)  # of the libraries, not ours to mend
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    configure(logging.WARNING)


def _run(arguments: argparse.Namespace) -> None:
    lean_to_serve()
    from bot.serve import serve
    from bot.settings import Settings

    serve(Settings.from_env())


def _train(arguments: argparse.Namespace) -> None:
    lean()
    from bot.settings import Settings
    from bot.training import ensure_model

    print(ensure_model(Settings.from_env().var))


def _check(arguments: argparse.Namespace) -> None:
    lean()
    from bot.check import check
    from bot.settings import ROOT

    sys.exit(0 if check(ROOT, dialogues=not arguments.no_dialogues) else 1)


def _understand(arguments: argparse.Namespace) -> None:
    lean_to_serve()
    from bot.conversation.answering import answer_lines
    from bot.settings import Settings
    from bot.training import ensure_model

    answer_lines(ensure_model(Settings.from_env().var), sys.stdin, sys.stdout)


def _nlu_bench(arguments: argparse.Namespace) -> None:
    lean()
    from bot.understanding.nlu_bench import bench

    print(bench(arguments.train, arguments.test, arguments.out))


def _waits_answer(arguments: argparse.Namespace) -> None:
    from bot.waits.answering import answer_lines

    answer_lines(sys.stdin, sys.stdout)


def _user_add(arguments: argparse.Namespace) -> None:
    from bot.desk.adding import add
    from bot.settings import Settings

    add(Settings.from_env(), arguments.name, arguments.display_name or arguments.name)
