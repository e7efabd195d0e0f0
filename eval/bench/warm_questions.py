"""Ask an index of made papers questions in one process, and print what it took as JSON. `eval.bench.warm` starts it.

    python -m eval.bench.warm_questions HOME CACHE QUESTIONS ROUNDS [PROFILE]

PROFILE is a file for cProfile's statistics: read it with `python -m pstats`.
"""

import cProfile
import json
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from eval.bench import made_papers
from eval.bench.children import peak_memory
from eval.bench.embedding import questions
from eval.bench.made_vectors import MadeEmbedder
from index.cross_encoder import open_cross_encoder
from index.embed import open_embedder
from index.search import Collection
from index.store import Store
from qa.answers import Answer, Question
from qa.ask import ask
from qa.ranker import Ranker, load_ranker

_WARM_UP = 5  # questions before the clock starts


def asked(count: int) -> list[str]:
    """Return questions over the sample collection, every second one naming a panel of the made papers."""
    texts = []
    for number, text in enumerate(questions()[:count]):
        area = made_papers.AREAS[number % len(made_papers.AREAS)]
        named = text.replace("Wexmere and Holt", area).replace("Wexmere", area)
        texts.append(named if number % 2 or area in named else f"{named.rstrip('?')}, according to the {area} panel?")
    return texts


def ask_all(texts: Sequence[str], *, collection: Collection, ranker: Ranker) -> list[Answer]:
    """Return the answers, each with its seconds."""
    register = made_papers.register()
    return [ask(Question(text=text), collection=collection, register=register, ranker=ranker) for text in texts]


def main() -> None:
    """Ask, and print the seconds of each question of each round and the most memory that was held."""
    home, cache, count, rounds, *profile = sys.argv[1:]
    started = time.perf_counter()
    model = MadeEmbedder(open_embedder(cache=Path(cache)))
    ranker = replace(load_ranker(), reader=open_cross_encoder(cache=Path(cache)))
    with Store(Path(home)).open(model) as collection:
        opened, opened_memory = time.perf_counter() - started, peak_memory()
        texts = asked(int(count))
        ask_all(texts[-_WARM_UP:], collection=collection, ranker=ranker)
        watch = cProfile.Profile() if profile else nullcontext()
        with watch:
            answers = [ask_all(texts, collection=collection, ranker=ranker) for _ in range(int(rounds))]
        if isinstance(watch, cProfile.Profile):
            watch.dump_stats(profile[0])
    found = {
        "opened": opened,
        "opened_memory": opened_memory,
        "memory": peak_memory(),
        "total": [[answer.seconds.total for answer in one] for one in answers],
        "search": [answer.seconds.search for answer in answers[0]],
        "status": [answer.status.value for answer in answers[0]],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
