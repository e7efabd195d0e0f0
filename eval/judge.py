"""What a language model thinks of the answers, through LlamaIndex's evaluators: reported, and never a gate.

A judge is a second opinion. It is wrong in ways of its own, it is not the same from one model or version to the next,
and it prefers answers that read like its own (Zheng et al., "Judging LLM-as-a-judge", 2023). Two questions are put:

judged supported: is what the answer says borne out by what it cites? (LlamaIndex calls it faithfulness.)
judged correct: how well does the answer agree with what the papers were marked to say, 1 to 5, here 0 to 1?

Only answers all of whose papers the model may be shown are judged; silence has nothing to judge.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.papers import Access
from eval.measures import Better, Score
from eval.outcomes import Outcome
from qa.writing.writer import Prompt, Writer

if TYPE_CHECKING:
    from llama_index.core.llms import CompletionResponseGen, CustomLLM

GROUP = "judges"
SUPPORTED, CORRECT = "judged supported", "judged correct"
ABOUT = {
    SUPPORTED: "A language model's opinion: the share of answers that what they cite bears out.",
    CORRECT: "A language model's opinion: how well answers agree with what was marked in the papers.",
}
_STAGE = "Judging"
_VERDICT = re.compile(r"\b(?:yes|no)\b", re.IGNORECASE)
_MARK = re.compile(r"\s*\d(?:\.\d+)?\b")
_WINDOW = 8192  # tokens; what is judged is far shorter


def judged(
    outcomes: Sequence[Outcome], writer: Writer, *, progress: Callable[[str, int, int], None]
) -> tuple[Score, ...]:
    """Return a language model's opinion of the answers that it may see; nothing where there are none.

    A reply in which no verdict can be read is left out.

    Raises:
        WriterError: the model did not deliver.
    """
    chosen = [outcome for outcome in outcomes if not outcome.is_silent and _may_see(writer, outcome)]
    if not chosen:
        return ()
    from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator

    served = _served(writer)
    supported, correct = FaithfulnessEvaluator(llm=served), CorrectnessEvaluator(llm=served, parser_function=_mark)
    values: dict[str, list[tuple[str, float]]] = {SUPPORTED: [], CORRECT: []}
    for n, outcome in enumerate(chosen, 1):
        asked, said = outcome.curated.question.text, outcome.answer.answer
        quotes = [citation.quote for citation in outcome.answer.citations]
        opinion = supported.evaluate(query=asked, response=said, contexts=quotes)
        if verdict := _VERDICT.search(opinion.feedback or ""):
            values[SUPPORTED].append((outcome.qid, float(verdict[0].lower() == "yes")))
        if outcome.curated.answerable:
            opinion = correct.evaluate(query=asked, response=said, reference=_reference(outcome))
            if opinion.score is not None:
                values[CORRECT].append((outcome.qid, min(max((opinion.score - 1) / 4, 0.0), 1.0)))
        progress(_STAGE, n, len(chosen))
    return tuple(
        Score(name=name, group=GROUP, better=Better.HIGHER, values=tuple(found))
        for name, found in values.items()
        if found
    )


def _mark(reply: str) -> tuple[float | None, str]:
    """Return the mark that a reply begins with, as LlamaIndex wants it; its own reader fails on other replies."""
    found = _MARK.match(reply)
    return (float(found[0]) if found else None), reply


def _may_see(writer: Writer, outcome: Outcome) -> bool:
    """May the model be shown every paper that judging an answer shows: those that it cites, and those of its gold?"""
    files = {citation.file for citation in outcome.answer.citations} | outcome.curated.files
    found = (outcome.sources[file].paper.metadata.access.value or Access.UNKNOWN for file in files)
    return all(access in writer.sees for access in found)


def _reference(outcome: Outcome) -> str:
    """Return what was marked in the papers as the answer."""
    spans = [gold.spans[0] for gold in outcome.curated.gold]
    return "\n\n".join(outcome.sources[file].paper.text[span.start : span.end] for file, span in spans)


def _served(writer: Writer) -> "CustomLLM":
    """Return a model of ours as LlamaIndex's evaluators take it."""
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

    class Served(CustomLLM):
        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(model_name=writer.name, context_window=_WINDOW)

        def complete(self, prompt: str, formatted: bool = False, **_: object) -> CompletionResponse:  # noqa: ARG002
            return CompletionResponse(text="".join(writer.write(Prompt(system="", user=prompt))))

        async def acomplete(self, prompt: str, formatted: bool = False, **_: object) -> CompletionResponse:  # noqa: ARG002
            return await asyncio.to_thread(self.complete, prompt)  # a writer may not be used where an event loop runs

        def stream_complete(
            self,
            prompt: str,
            formatted: bool = False,  # noqa: ARG002 - LlamaIndex gives it
            **_: object,
        ) -> "CompletionResponseGen":
            yield self.complete(prompt)

    return Served()
