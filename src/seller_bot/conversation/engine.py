"""One turn of a conversation: from a position and what came in to the next position, the replies and the effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seller_bot.conversation import repair
from seller_bot.conversation.answer import Answer
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.position import Position, place
from seller_bot.conversation.showing import choice_button, collected, door, question, resume, show, suggestion_button
from seller_bot.conversation.step import BACK, ONE, Accepted, Collect, Enter, Given, Refused, Step, Target
from seller_bot.conversation.turn import (
    ANEW,
    NONE,
    QUESTION,
    RESUME,
    Button,
    Commanded,
    Frame,
    Mark,
    Meaning,
    Pressed,
    Reply,
    Said,
    Say,
    SentFile,
    Toast,
    ToldSecret,
    Turn,
)

OTHERS = 2
"""So many other meanings stand under an answer."""

SECRETS = {
    "code": "secret.code",
    "password": "secret.password",
    "key": "secret.key",
    "card": "secret.card",
}
"""The warning for each kind of secret."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """What one turn leads to; `outcome` is a word for the log, `chosen` the intent picked among those offered."""

    outcome: str
    position: Position
    replies: tuple[Reply, ...]
    effects: tuple[object, ...] = ()
    chosen: str | None = None


def respond(flows: Flows, position: Position, turn: Turn, known: Mapping[str, object]) -> Response:
    """Answer one turn. It never raises for anything that a seller does, and it always replies: to files once."""
    standing = _Standing.of(flows.open_to(known.get("role")), position, known)
    match turn:
        case Commanded():
            return standing.command(turn)
        case Pressed():
            return standing.press(turn)
        case Said():
            return standing.hear(turn)
        case ToldSecret():
            return standing.warn(turn)
        case SentFile():
            return standing.receive(turn)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A seller at a step of a flow, or, with neither, in no flow; `about` is what the pressed aside was about."""

    flows: Flows
    position: Position
    known: Mapping[str, object]
    flow: Flow | None
    step: Step | None
    about: int = 0

    @classmethod
    def of(cls, flows: Flows, position: Position, known: Mapping[str, object]) -> "_Standing":
        """A retired flow or step leads to what took its place; without a successor, to the start or to no flow."""
        flow = flows.get(position.flow or "")
        if flow is None:
            return cls(flows, position if position.is_idle else position.idle(), known, None, None)
        given = Given(answers=position.answers, known=known)
        step = flow.locate(position.step) or _settle(flow, flow.start, given)[0]
        return cls(flows, replace(position, flow=flow.id, step=step.id), known, flow, step)

    def at(self, position: Position) -> "_Standing":
        return _Standing.of(self.flows, position, self.known)

    def forgiving(self) -> "_Standing":
        """Whatever was understood ends the misses in a row."""
        return self.at(replace(self.position, misses=0))

    # What a seller can do.

    def command(self, turn: Commanded) -> Response:
        opened = self.flows.opened_by(turn)
        if opened is not None:
            return self.forgiving().enter(opened)
        if turn.name == repair.CANCEL:
            return Response(
                outcome="cancelled",
                position=self.position.idle(),
                replies=(repair.cancelled(self.flow, self.flows),),
            )
        if turn.name == repair.BACK:
            return self.go_back()
        return self.stay("unknown_command", self.with_way_back(repair.unknown_command(self.flows)))

    def press(self, turn: Pressed) -> Response:
        if turn.flow == RESUME:
            return self.forgiving().stay("resumed", Toast(), *self.shown())
        if turn.flow == QUESTION and turn.choice in {NONE, *self.flows.answers}:
            return _after(self.choose_question(turn.choice or ""), Toast())
        flow = self.flows.get(turn.flow)
        if flow is not None and turn.step is None:
            return _after(self.forgiving().enter(flow, anew=turn.choice == ANEW), Toast())
        step = flow.locate(turn.step) if flow else None
        if flow is None or step is None:
            return self.stay("forged", Toast(key="repair.toast_button_unknown"))
        if flow.aside:
            return replace(self, about=turn.visit).choose(flow, step, turn)
        if flow is self.flow and step is self.step:
            return self.choose(flow, step, turn)
        return self.press_old(flow, step, turn)

    def hear(self, turn: Said) -> Response:
        if self.flow is None or self.step is None:
            return self.understand(turn.meaning, "repair.not_understood")
        if self.step.collect is not None:
            return self.note(self.flow, self.step, self.step.collect, turn.text)
        if self.step.accept is None:
            return self.understand(turn.meaning, "repair.press_a_button")
        match self.step.accept(self.given(turn.text)):
            case Accepted(value=value):
                return self.answer(self.flow, self.step, value)
            case Refused(reason=reason):
                if self.asks_surely(turn.meaning):
                    return self.understand(turn.meaning, reason)
                return replace(self.miss(reason), outcome="refused")

    def warn(self, turn: ToldSecret) -> Response:
        return self.stay("secret", Say(key=SECRETS[turn.kind]), *(self.shown() if self.flow else ()))

    def receive(self, turn: SentFile) -> Response:
        """A file; of those sent together only the first is answered, whatever becomes of it, and the first refused."""
        is_more = turn.album is not None and turn.album == self.position.album
        standing = self.at(replace(self.position, album=turn.album or self.position.album))
        if self.flow is not None and self.step is not None and self.step.collect is not None:
            return standing.collect(self.flow, self.step, self.step.collect, turn, is_more=is_more)
        if is_more:
            return standing.stay("album")
        return standing.miss("repair.file_not_expected")

    # Collecting files, and the words beside them.

    def collect(self, flow: Flow, step: Step, collect: Collect, turn: SentFile, *, is_more: bool) -> Response:
        files = collected(step, self.position)
        read = collect.read(self.given(file=turn)) if len(files) < collect.most else Refused(collect.full)
        if isinstance(read, Refused):
            if is_more and self.position.misses:
                return self.stay("album")
            standing = self.at(replace(self.position, misses=self.position.misses + 1))
            return standing.stay("refused", standing.said_at(flow, step, read.reason))
        kept = self.keeping(step.keeps, [*files, read.value])
        if turn.caption:
            noted = kept.note(flow, step, collect, turn.caption)
        else:
            noted = kept.forgiving().stay("collected", kept.said_at(flow, step, collect.got))
        is_said = not is_more or noted.outcome == "refused"
        return noted if is_said else replace(noted, outcome="album", replies=())

    def note(self, flow: Flow, step: Step, collect: Collect, text: str) -> Response:
        match collect.hear(self.given(text)):
            case Accepted(value=value):
                words = self.position.answers.get(collect.words, ())
                earlier = words if isinstance(words, list | tuple) else ()
                noted = self.keeping(collect.words, [*earlier, value]).forgiving()
                return noted.stay("collected", noted.said_at(flow, step, collect.got))
            case Refused(reason=reason):
                return self.stay("refused", self.said_at(flow, step, reason))

    def keeping(self, name: str, value: object) -> "_Standing":
        return self.at(replace(self.position, answers={**self.position.answers, name: value}))

    def said_at(self, flow: Flow, step: Step, key: str) -> Say:
        """A word on what came to a step that waits for more, with the step's own buttons."""
        assert step.collect is not None
        count = len(collected(step, self.position))
        values = {"count": count, "most": step.collect.most}
        return Say(key=key, values=values, buttons=show(flow, step, self.position, self.known)[-1].buttons)

    # Answering questions.

    def asks_surely(self, meaning: Meaning) -> bool:
        answer = self.flows.answers.get(next(iter(meaning.intents), ""))
        return meaning.decision == "answer" and answer is not None and not answer.is_chat

    def understand(self, meaning: Meaning, otherwise: str) -> Response:
        """Answer what is surely asked, ask back between a few, and say so where it is neither."""
        intents = [intent for intent in meaning.intents if intent in self.flows.answers]
        if not intents or meaning.decision == "unknown":
            return self.miss(otherwise)
        understood = self.forgiving()
        if meaning.decision == "offer":
            return understood.stay("offered", understood.with_way_back(repair.offer(intents)))
        if meaning.also in self.flows.answers:
            return _after(understood.explain(intents[0], []), understood.mention(self.flows.answers[str(meaning.also)]))
        return understood.explain(intents[0], understood.others(intents))

    def choose_question(self, intent: str) -> Response:
        if intent == NONE:
            return replace(self.miss("repair.not_understood"), chosen=NONE)
        return replace(self.forgiving().explain(intent, []), chosen=intent)

    def others(self, intents: Sequence[str]) -> Sequence[str]:
        """What else may have been meant: no small talk, and nothing that the answer itself leads to."""
        led_to = {*self.flows.answers[intents[0]].flows}
        answers = {intent: self.flows.answers[intent] for intent in intents[1:]}
        return [name for name, answer in answers.items() if not answer.is_chat and answer.opens not in led_to][:OTHERS]

    def mention(self, answer: Answer) -> Say:
        """The answer to a second question: what it would begin is offered, since the first one begins."""
        return Say(key=answer.say, values=self.known, buttons=tuple(map(door, answer.flows)))

    def explain(self, intent: str, others: Sequence[str]) -> Response:
        """The answer, what else may have been meant, and then the flow that it opens, or the seller's step again."""
        answer = self.flows.answers[intent]
        shown = () if answer.is_chat else tuple(map(question, others))
        said = Say(
            key=answer.say,
            values=self.known,
            buttons=(*map(door, answer.doors), *shown),
            frame=Frame(key="answer.with_others") if shown else None,
        )
        opened = self.flows[answer.opens] if answer.opens else None
        if opened is None or opened is self.flow:
            return self.stay("answered", said, *(self.shown() if self.flow else ()))
        return replace(_after(self.enter(opened), said), outcome="answered")

    # Moving through a flow.

    def enter(self, flow: Flow, *, anew: bool = False) -> Response:
        if flow.aside:
            return self.show_aside(flow, flow.start, {})
        if self.flow is not None and self.position.trail and not anew:
            return self.stay("leave_or_stay", repair.leave_or_stay(self.flow, flow, self.resume_button()))
        return self.at(replace(self.position.idle(), flow=flow.id)).arrive(flow.start, "entered")

    def choose(self, flow: Flow, step: Step, turn: Pressed) -> Response:
        choice = turn.choice or ""
        # What a suggestion stands for is known only for the keyboard that was shown last.
        suggested = self.position.offered if flow is self.flow and turn.visit == self.position.visit else ()
        if choice in step.choices:
            mark = Mark(button=choice_button(flow, step, choice, turn.visit))
            return _after(self.follow(flow, step, step.choices[choice], choice), Toast(), mark)
        if choice in map(str, range(len(suggested))):
            mark = Mark(button=suggestion_button(flow, step, self.position, self.known, int(choice)))
            return _after(self.answer(flow, step, suggested[int(choice)]), Toast(), mark)
        if choice == ONE and step.about is not None:
            assert isinstance(step.then, str)
            return _after(self.show_aside(flow, flow.steps[step.then], {}), Toast())
        if choice == BACK and not flow.aside:
            return _after(self.go_back(), Toast())
        if choice.isdigit() and step.suggest:
            return self.press_old(flow, step, turn)
        return self.stay("forged", Toast(key="repair.toast_button_unknown"))

    def answer(self, flow: Flow, step: Step, value: object) -> Response:
        assert isinstance(step.then, str | Enter)  # The flow's own check has seen to it.
        return self.follow(flow, step, step.then, value)

    def follow(self, flow: Flow, step: Step, target: Target, value: object) -> Response:
        kept = _kept(step, value, self.position)
        if flow.aside:
            assert isinstance(target, str)
            return self.show_aside(flow, flow.steps[target], kept)
        answers = {**self.position.answers, **kept}
        if isinstance(target, Enter):
            answers = {name: answers[name] for name in target.takes if name in answers}
            flow, target = self.flows[target.flow], self.flows[target.flow].start.id
        trail = (*self.position.trail, place(self.position))
        moved = replace(self.position, flow=flow.id, answers=answers, trail=trail)
        return self.at(moved).arrive(flow.steps[target], "moved")

    def arrive(self, step: Step, outcome: str) -> Response:
        """Stand at a step of the flow, or at the one that its decisions lead to, and be asked its question."""
        assert self.flow is not None
        step, effects = _settle(self.flow, step, self.given())
        offered = tuple(step.suggest(self.given())) if step.suggest else ()
        visit = self.position.visit + 1
        here = replace(self.position, flow=self.flow.id, step=step.id, visit=visit, misses=0, offered=offered)
        return Response(
            outcome="ended" if step.is_end else outcome,
            position=here.ended() if step.is_end else here,
            replies=show(self.flow, step, here, self.known),
            effects=effects,
        )

    def go_back(self) -> Response:
        if self.flow is None or not self.position.trail:
            return self.stay("back", self.with_way_back(repair.nothing_to_go_back_to(self.flows)))
        *trail, last = self.position.trail
        flow, _, step = last.partition(".")
        earlier = self.at(replace(self.position, flow=flow, step=step, trail=tuple(trail)))
        return earlier.stay("back", *earlier.shown()) if earlier.step is None else earlier.arrive(earlier.step, "back")

    # Staying where the seller stands.

    def stay(self, outcome: str, *replies: Reply) -> Response:
        return Response(outcome=outcome, position=self.position, replies=replies)

    def show_aside(self, flow: Flow, step: Step, answers: Mapping[str, object]) -> Response:
        """Show a step of an aside and the way back: a button, or, where nothing else is offered, the step itself."""
        given = Given(answers=answers, known=self.known)
        step, effects = _settle(flow, step, given)
        *notes, said = show(flow, step, Position(flow=flow.id, answers=answers, visit=self.about), self.known)
        way_back = () if said.buttons or self.flow is None else self.shown()
        replies = (*notes, self.with_way_back(said) if said.buttons else said, *way_back)
        return Response(outcome="aside", position=self.position, replies=replies, effects=effects)

    def miss(self, reason: str) -> Response:
        """Not understood: the question again with what is expected; the second time the ways out."""
        misses = self.position.misses + 1
        standing = self.at(replace(self.position, misses=misses))
        if self.flow is None:
            return standing.stay("not_understood", repair.not_understood(reason, misses, self.flows))
        if misses > 1:
            return standing.stay("not_understood", repair.stuck(self.resume_button(), self.flows))
        return standing.stay("not_understood", Say(key=reason), *self.shown())

    def press_old(self, flow: Flow, step: Step, turn: Pressed) -> Response:
        left_last = self.position.trail[-1:] == (f"{turn.flow}.{turn.step}",)
        if left_last and turn.visit == self.position.visit - 1 and step.accept is None:
            # The second press of a double tap: the first one has just moved on. A step that takes a text may have been
            # left by typing, so there a press on its keyboard is the first one.
            return self.stay("double_tap", Toast())
        if flow is self.flow:
            return self.stay("stale", Toast(key="repair.toast_step_is_past"), *self.shown())
        return self.stay("stale", Toast(), self.with_way_back(repair.past(flow, self.flows)))

    # Looks.

    def shown(self) -> Sequence[Say]:
        """The seller's step once more; who stands nowhere sees the home flow."""
        flow, step = self.flow, self.step
        if flow is None or step is None:
            flow = self.flows[self.flows.home]
            step = flow.start
        return show(flow, step, self.position, self.known)

    def with_way_back(self, said: Say) -> Say:
        return said if self.flow is None else replace(said, buttons=(*said.buttons, self.resume_button()))

    def resume_button(self) -> Button:
        assert self.flow is not None
        assert self.step is not None
        return resume(self.flow, self.step)

    def given(self, text: str = "", file: SentFile | None = None) -> Given:
        return Given(text=text, file=file, answers=self.position.answers, known=self.known)


def _settle(flow: Flow, step: Step, given: Given) -> tuple[Step, tuple[object, ...]]:
    """The step at which decisions come to rest, and the effects of arriving there."""
    effects: list[object] = []
    while True:
        effects.extend(step.act(given) if step.act else ())
        if step.decide is None:
            return step, tuple(effects)
        assert isinstance(step.then, Mapping)
        step = flow.steps[step.then[step.decide(given)]]


def _kept(step: Step, value: object, position: Position) -> Mapping[str, object]:
    """What an answer changes; the choices of a step that collects files are about these, and none is an answer, too."""
    if step.collect is None:
        return {step.keeps: value} if step.keeps else {}
    if value == step.collect.drop:
        return {step.keeps: [], step.collect.words: []}
    return {step.keeps: [*collected(step, position)]}


def _after(response: Response, *replies: Reply) -> Response:
    return replace(response, replies=(*replies, *response.replies))
