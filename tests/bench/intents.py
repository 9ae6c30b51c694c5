"""How well messages are matched: this matcher beside what people use instead, on any labelled messages.

    python -m tests.bench.intents                                  # the dev messages, with the bot's own phrases
    python -m tests.bench.intents --data clinc150.jsonl --examples 10

A line of data is {"lang", "text", "intent"} and, where there are any, "split" (train, test) and "kind"; an intent `oos`
or `out_of_scope` is none. Without a split, half of each intent teaches. Needs the dependency group `bench`.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.metrics import roc_auc_score

from seller_bot.intents import Matcher
from seller_bot.intents.phrases import read_knowledge
from tests.bench.guessers import Guess, Guesser, others, ours
from tests.bench.labelled import Message, drawn, read
from tests.bench.noise import NOISES

ROOT = Path(__file__).parents[2]
DEV = ROOT / "tests" / "intents" / "dev.jsonl"
LOCALES = ROOT / "locales"

START = """
import time, sys
from pathlib import Path
def resident(): return int(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1]) / 1024
before, started = resident(), time.perf_counter()
from seller_bot.intents import Matcher
matcher = Matcher.load(Path(sys.argv[1]))
for text in ("не могу зайти", "cannot log in", "收不到验证码"):
    matcher.match(text)
    print(f"ready in {(time.perf_counter() - started) * 1000:.0f} ms, {resident() - before:.0f} MB more: {text}")
"""


def main() -> None:
    options = _options()
    if options.data is None:
        known = read_knowledge(LOCALES)
        phrases = {language: dict(intents) for language, intents in known.phrases.items()}
        background, concepts, messages = known.background, known.concepts, read(DEV)
    else:
        phrases, messages = drawn(read(options.data, options.language), options.examples, options.seed)
        background, concepts = {}, {}
        messages = random.Random(0).sample(messages, min(options.limit, len(messages)))
    started = time.perf_counter()
    matcher = Matcher.fit(phrases, background, concepts=concepts)
    print(f"learnt in {time.perf_counter() - started:.0f} s; {len(messages)} messages\n")
    guessers = {"this matcher": ours(matcher)}
    if not options.alone:
        guessers |= others(phrases, background)
    _print_comparison(guessers, messages)
    _print_parts(guessers["this matcher"], messages, "language", lambda message: message.language)
    _print_parts(guessers["this matcher"], messages, "kind", lambda message: message.kind)
    _print_noise(guessers, messages)
    _print_cost(matcher, messages)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="labelled messages; the dev messages if left out")
    parser.add_argument("--examples", type=int, default=10, help="phrases an intent to learn from")
    parser.add_argument("--language", help="only messages of this language")
    parser.add_argument("--limit", type=int, default=1500, help="test on a sample of so many messages")
    parser.add_argument("--seed", type=int, default=0, help="which phrases are drawn")
    parser.add_argument("--alone", action="store_true", help="leave out the other ways")
    return parser.parse_args()


def _print_comparison(guessers: dict[str, Guesser], messages: Sequence[Message]) -> None:
    print(f"{'':28}{'accuracy':>9}{'AUROC':>8}   answered right / wrong, offered right, outside: answered / unknown")
    for name, guesser in guessers.items():
        guesses = [guesser(message.text) for message in messages]
        line = f"{name:28}{_accuracy(messages, guesses):9.1%}{_auroc(messages, guesses):8.3f}"
        print(line + (f"   {_shares(messages, guesses)}" if name == "this matcher" else ""))
    print()


def _print_parts(guesser: Guesser, messages: Sequence[Message], title: str, part_of: Callable[[Message], str]) -> None:
    print(f"{title:14}{'in, out':>10}   answered right / wrong, offered right, outside: answered / unknown")
    for part in sorted(set(map(part_of, messages))):
        some = [message for message in messages if part_of(message) == part]
        inside = sum(bool(message.intent) for message in some)
        count = f"{inside}, {len(some) - inside}"
        print(f"{part:14}{count:>10}   {_shares(some, [guesser(message.text) for message in some])}")
    print()


def _print_noise(guessers: dict[str, Guesser], messages: Sequence[Message]) -> None:
    inside = [message for message in messages if message.intent]
    noised = [[*_touched(inside, noise)] for noise in NOISES.values()]  # Once, so that all guess at the same texts.
    print(f"{'accuracy with noise':28}" + "".join(f"{name:>12}" for name in ["none", *NOISES]))
    for name, guesser in guessers.items():
        figures = [_accuracy(inside, [guesser(message.text) for message in inside])]
        for touched in noised:
            guesses = [guesser(text) for _, text in touched]
            figures.append(_accuracy([message for message, _ in touched], guesses))
        print(f"{name:28}" + "".join(f"{figure:12.1%}" for figure in figures))
    print()


def _touched(messages: Sequence[Message], noise: Callable[[Message], str]) -> Iterator[tuple[Message, str]]:
    """The messages that a noise changes, with what it makes of them."""
    changed = ((message, noise(message)) for message in messages)
    return ((message, text) for message, text in changed if text != message.text)


def _print_cost(matcher: Matcher, messages: Sequence[Message]) -> None:
    times = [_milliseconds(matcher, message.text) for message in messages]
    print("a message: p50 {:.2f} ms, p95 {:.2f} ms".format(*np.percentile(times, [50, 95])))
    with TemporaryDirectory() as directory:
        path = Path(directory, "matcher")
        matcher.save(path)
        print(f"file: {path.stat().st_size / 1e6:.1f} MB")
        subprocess.run([sys.executable, "-c", START, str(path)], check=True)


def _accuracy(messages: Sequence[Message], guesses: Sequence[Guess]) -> float:
    right = [guess.intent == message.intent for message, guess in zip(messages, guesses, strict=True) if message.intent]
    return _share(right)


def _auroc(messages: Sequence[Message], guesses: Sequence[Guess]) -> float:
    """How well sureness tells a message of an intent from one outside."""
    inside = [bool(message.intent) for message in messages]
    sureness = [guess.sureness for guess in guesses]
    return float(roc_auc_score(inside, sureness)) if 0 < sum(inside) < len(inside) else float("nan")


def _shares(messages: Sequence[Message], guesses: Sequence[Guess]) -> str:
    inside = [(message.intent, guess) for message, guess in zip(messages, guesses, strict=True) if message.intent]
    outside = [guess for message, guess in zip(messages, guesses, strict=True) if not message.intent]
    answered = [(intent == guess.intent) for intent, guess in inside if guess.decision == "answer"]
    figures = [
        sum(answered) / max(len(inside), 1),
        (len(answered) - sum(answered)) / max(len(inside), 1),
        _share([guess.decision == "offer" and intent in guess.offered for intent, guess in inside]),
        _share([guess.decision == "answer" for guess in outside]),
        _share([guess.decision == "unknown" for guess in outside]),
    ]
    return "{:.1%} / {:.1%}, {:.1%}, outside: {:.1%} / {:.1%}".format(*figures)


def _share(facts: Iterable[bool]) -> float:
    known = list(facts)
    return sum(known) / len(known) if known else float("nan")


def _milliseconds(matcher: Matcher, text: str) -> float:
    started = time.perf_counter()
    matcher.match(text)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
