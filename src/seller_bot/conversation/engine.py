"""One turn of a conversation: from a position and what came in to the next position, the replies and the effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seller_bot.conversation import heard, repair, sent
from seller_bot.conversation.answer import Answer
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.position import Left, Position
from seller_bot.conversation.showing import (
    choice_button,
    collected,
    come_back,
    door,
    question,
    resume,
    show,
    suggestion_button,
)
from seller_bot.conversation.step import (
    BACK,
    ONE,
    TYPED,
    Accepted,
    Collect,
    Enter,
    Given,
    Refused,
    Step,
    Target,
    as_typed,
)
from seller_bot.conversation.turn import (
    ANEW,
    NONE,
    QUESTION,
    RESUME,
    Button,
    Commanded,
    Corrected,
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
    """Answer one turn. It never raises for anything that a seller does, and it always replies: to files once, and to
    edited messages where something changes by them.
    """
    standing = _Standing.of(flows.open_to(known.get("role")), position, known)
    response = _responded(standing, turn)
    return replace(response, position=heard.remembered(standing.position, response.position, turn))


def _responded(standing: "_Standing", turn: Turn) -> Response:
    match turn:
        case Commanded():
            return standing.command(turn)
        case Pressed():
            return standing.press(turn)
        case Said():
            return standing.hear(turn)
        case Corrected():
            return standing.correct(turn)
        case ToldSecret():
            return standing.warn(turn)
        case SentFile():
            return standing.receive(turn)


def unchanged(position: Position) -> Response:
    """The answer to the second press of a double tap: the first one has done everything."""
    return Response(outcome="double_tap", position=position, replies=(Toast(),))


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
            return self.cancel()
        if turn.name == repair.BACK:
            return self.go_back()
        return replace(self.miss("repair.unknown_command"), outcome="unknown_command")

    def press(self, turn: Pressed) -> Response:
        if turn.flow == RESUME:
            return _after(self.forgiving().resume(turn.step), Toast())
        if turn.flow == QUESTION and turn.choice in {NONE, *self.flows.answers}:
            return _after(self.choose_question(turn.choice or ""), Toast())
        flow = self.flows.get(turn.flow)
        if flow is not None and turn.step is None:
            return self.open(flow, turn)
        step = flow.locate(turn.step) if flow else None
        if flow is None or (step is None and not self.flows.is_retired(turn.flow)):
            return self.stay("forged", Toast(key="repair.toast_button_unknown"))
        if step is None or step.id != turn.step:
            return self.press_old(flow, turn)
        if flow.aside:
            return replace(self, about=turn.visit).choose(flow, step, turn)
        if flow is self.flow and step is self.step and turn.visit == self.position.visit:
            return self.choose(flow, step, turn)
        return self.press_old(flow, turn)

    def hear(self, turn: Said) -> Response:
        if self.flow is None or self.step is None:
            return self.understand(turn.meaning, "repair.not_understood")
        if self.known.get("is_away") and turn.meaning.decision == "answer":
            # Who comes back after days asks something new more likely than he answers a question of then.
            return self.understand(turn.meaning, "repair.not_understood")
        if self.step.collect is not None:
            return self.note(self.flow, self.step, self.step.collect, turn.text)
        if self.step.accept is None:
            return self.understand(turn.meaning, "repair.press_a_button")
        match self.step.accept(self.given(turn.text)):
            case Accepted(value=value):
                if self.step.brief and turn.meaning.decision == "answer":
                    return self.doubt(self.flow, self.step, str(value), turn.meaning.intents[0])
                return self.answer(self.flow, self.step, value)
            case Refused(reason=reason):
                if self.asks_surely(turn.meaning):
                    return self.understand(turn.meaning, reason)
                return replace(self.miss(reason), outcome="refused")

    def warn(self, turn: ToldSecret) -> Response:
        is_more = turn.album is not None and turn.album == self.position.album
        standing = self.at(replace(self.position, album=turn.album or self.position.album))
        shown = () if self.flow is None or is_more else self.shown()
        return standing.stay("secret", Say(key=SECRETS[turn.kind]), *shown)

    def correct(self, turn: Corrected) -> Response:
        """An edited message: words that did not fit are heard anew, an answer is changed; else nothing is said."""
        if heard.fits_anew(self.position, turn):
            return self.hear(Said(text=turn.text, meaning=turn.meaning, message_id=turn.message_id))
        step = heard.answered_step(self.flows, self.position, turn)
        return self.stay("edited") if step is None else self.change_answer(step, turn.text)

    def change_answer(self, step: Step, text: str) -> Response:
        assert step.accept is not None
        answer = self.position.answers[step.keeps]
        match step.accept(self.given(text)):
            case Refused(reason=reason):
                return self.stay("edit_refused", heard.not_changed(reason, answer))
            case Accepted(value=value) if value != answer:
                standing = self.keeping(step.keeps, value).forgiving()
                return standing.stay("corrected", heard.changed(value), *standing.shown())
        return self.stay("edited")

    def receive(self, turn: SentFile) -> Response:
        """A file; of those sent together only the first is answered, whatever becomes of it, and the first refused."""
        is_more = turn.album is not None and turn.album == self.position.album
        standing = self.at(replace(self.position, album=turn.album or self.position.album))
        if self.flow is not None and self.step is not None and self.step.collect is not None:
            return standing.collect(self.flow, self.step, self.step.collect, turn, is_more=is_more)
        if standing.asks_surely(turn.meaning):
            return standing.answer_caption(turn.meaning)
        if is_more:
            return standing.stay("album")
        if turn.phone and self.step is not None and self.step.takes_contact:
            return standing.hear(Said(text=turn.phone))
        return standing.say_what_fits(turn.kind)

    def answer_caption(self, meaning: Meaning) -> Response:
        """The question under a picture, and that the picture itself is not seen."""
        first, *others = (explained := self.forgiving().explain(meaning.intents[0], [])).replies
        assert isinstance(first, Say)
        return replace(explained, replies=(replace(first, frame=Frame(key="sent.caption_read")), *others))

    def say_what_fits(self, kind: str) -> Response:
        """A word on something that is no text, and the step again; the same again gets other words and the ways out."""
        word = sent.word_for(kind, self.position.heard.word)
        standing = self.at(replace(self.position, heard=replace(self.position.heard, word=word)))
        home, person = door(self.flows.home), door(self.flows.person)
        if self.flow is None:
            return standing.stay("not_text", Say(key=word, buttons=(home, person)))
        if word == sent.AGAIN:
            return standing.stay("not_text", self.with_way_back(Say(key=word, buttons=(home, person))))
        if kind in sent.LIGHT:
            return standing.stay("not_text", self.with_way_back(Say(key=word)))
        buttons = (person,) if kind in sent.FOR_PEOPLE else ()
        return standing.stay("not_text", Say(key=word, buttons=buttons), self.shown()[-1])

    # Collecting files, and the words beside them.

    def collect(self, flow: Flow, step: Step, collect: Collect, turn: SentFile, *, is_more: bool) -> Response:
        files = collected(step, self.position)
        read = collect.read(self.given(file=turn)) if len(files) < collect.most else Refused(collect.full)
        if isinstance(read, Refused):
            if is_more and self.position.misses:
                return self.stay("album")
            return self.missed().refuse_file(flow, step, read.reason)
        kept = self.keeping(step.keeps, [*files, read.value])
        if turn.caption:
            noted = kept.note(flow, step, collect, turn.caption)
        else:
            noted = kept.forgiving().stay("collected", kept.said_at(flow, step, collect.got))
        is_said = not is_more or noted.outcome == "refused"
        return noted if is_said else replace(noted, outcome="album", replies=())

    def refuse_file(self, flow: Flow, step: Step, reason: str) -> Response:
        """The same reason twice running gets other words and the ways out."""
        is_again = reason == self.position.heard.word
        word = "repair.refused_again" if is_again else reason
        said = self.said_at(flow, step, word)
        ways_out = (door(self.flows.home), door(self.flows.person)) if is_again else ()
        standing = self.at(replace(self.position, heard=replace(self.position.heard, word=word)))
        return standing.stay("refused", replace(said, buttons=(*said.buttons, *ways_out)))

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
        if meaning.decision == "offer":
            return self.offer(intents)
        understood = self.forgiving()
        if meaning.also in self.flows.answers:
            return _after(understood.explain(intents[0], []), understood.mention(self.flows.answers[str(meaning.also)]))
        return understood.explain(intents[0], understood.others(intents))

    def offer(self, intents: Sequence[str]) -> Response:
        missed = self.missed()
        offered = repair.offer(intents, is_second=missed.is_second_miss)
        return missed.stay("offered", missed.with_way_back(offered))

    def doubt(self, flow: Flow, step: Step, value: str, intent: str) -> Response:
        """A name is expected, and what came asks something: which it is, only the seller knows."""
        answer = self.flows.answers.get(intent)
        if answer is None:
            return self.answer(flow, step, value)
        asking = self.at(replace(self.position, doubted=value))
        as_name = Pressed(flow=flow.id, step=step.id, choice=as_typed(value), visit=self.position.visit)
        if not answer.is_courtesy:
            return asking.stay("doubted", repair.name_or_question(value, as_name, intent))
        explained = asking.explain(intent, [])
        first, *shown = explained.replies
        assert isinstance(first, Say)
        is_name = repair.is_the_name(as_name)
        return replace(explained, replies=(replace(first, buttons=(*first.buttons, is_name)), *shown))

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
            frame=Frame(key="answer.with_guide" if answer.doors else "answer.with_others") if shown else None,
        )
        opened = self.flows[answer.opens] if answer.opens else None
        if opened is None or opened is self.flow:
            return self.stay("answered", said, *self.shown_again())
        return replace(_after(self.enter(opened), said), outcome="answered")

    # Moving through a flow.

    def enter(self, flow: Flow, *, anew: bool = False) -> Response:
        if flow.aside:
            return self.show_aside(flow, flow.start, {})
        underway = self.underway(flow)
        if underway is not None and not anew:
            button = come_back(flow) if underway is not self.flow else self.way_back()
            assert button is not None
            asked = repair.leave_or_stay(underway, flow, button, self.position.visit)
            return self.stay("leave_or_stay", asked)
        left = self.position.leave()
        if left is not None and self.is_in(left, flow):
            left = None
        return self.at(replace(self.position.idle(), flow=flow.id, left=left)).arrive(flow.start, "entered")

    def is_in(self, left: Left, flow: Flow) -> bool:
        return self.flows.get(left.flow) is flow

    def underway(self, wanted: Flow) -> Flow | None:
        """What would be lost by entering the flow: that in which a step was taken, or what was left of the same one."""
        if self.flow is not None and self.position.trail:
            return self.flow
        left = self.left()
        return wanted if left is not None and self.is_in(left, wanted) else None

    def open(self, flow: Flow, turn: Pressed) -> Response:
        """A door; one that leaves another flow counts only as long as the seller stands where it was shown."""
        understood = self.forgiving()
        if turn.choice != ANEW or turn.visit != self.position.visit:
            return _after(understood.enter(flow), Toast())
        underway, left = self.underway(flow), self.left()
        mark = Mark(button=repair.leave(underway, flow, turn.visit))
        if left is not None and self.is_in(left, flow) and underway is not flow:
            return _after(understood.come_back(left), Toast(), mark)
        return _after(understood.enter(flow, anew=True), Toast(), mark)

    def resume(self, named: str | None) -> Response:
        """The seller's step again, or the one in the flow that was left; no other than the button has named."""
        flow, left = self.flows.get(named or ""), self.left()
        if left is not None and (self.flow is None if flow is None else self.is_in(left, flow)):
            return self.come_back(left)
        if flow is not None and flow is not self.flow:
            return self.stay("stale", self.with_way_back(repair.past(flow, self.flows)))
        return self.stay("resumed", *(self.shown_again() or self.shown()))

    def come_back(self, left: Left) -> Response:
        back = self.at(self.position.come_back(left))
        assert back.step is not None
        return back.arrive(back.step, "resumed", again=True)

    def choose(self, flow: Flow, step: Step, turn: Pressed) -> Response:
        choice = turn.choice or ""
        suggested = () if flow.aside else self.position.offered
        if choice in step.choices:
            followed = self.follow(flow, step, step.choices[choice], choice)
            if flow.aside and not step.keeps:
                return _after(followed, Toast())  # Whatever else it leads to can be pressed later, too.
            return _after(followed, Toast(), Mark(button=choice_button(flow, step, choice, turn.visit)))
        doubted = self.position.doubted
        if doubted is not None and choice == as_typed(doubted) and not flow.aside:
            return _after(self.answer(flow, step, doubted), Toast(), Mark(button=repair.taken(turn, doubted)))
        if choice in map(str, range(len(suggested))):
            mark = Mark(button=suggestion_button(flow, step, self.position, self.known, int(choice)))
            return _after(self.answer(flow, step, suggested[int(choice)]), Toast(), mark)
        if choice == ONE and step.about is not None:
            assert isinstance(step.then, str)
            return _after(self.show_aside(flow, flow.steps[step.then], {}), Toast())
        if choice == BACK and not flow.aside:
            return _after(self.go_back(), Toast())
        if choice.startswith(TYPED) and step.brief:
            return self.press_old(flow, turn)
        return self.stay("forged", Toast(key="repair.toast_button_unknown"))

    def answer(self, flow: Flow, step: Step, value: object) -> Response:
        assert isinstance(step.then, str | Enter)  # The flow's own check has seen to it.
        return self.follow(flow, step, step.then, value)

    def follow(self, flow: Flow, step: Step, target: Target, value: object) -> Response:
        kept = _kept(step, value, self.position)
        if flow.aside:
            assert isinstance(target, str)
            return self.show_aside(flow, flow.steps[target], kept)
        moved = replace(self.position, answers={**self.position.answers, **kept}, trail=self.position.passed())
        if isinstance(target, Enter):
            flow = self.flows[target.flow]
            moved, target = self.passed_over(moved, flow, target.takes), flow.start.id
        return self.at(replace(moved, flow=flow.id)).arrive(flow.steps[target], "moved")

    def passed_over(self, position: Position, flow: Flow, takes: Sequence[str]) -> Position:
        """Into another flow, with the answers that it takes; the others wait for who goes back."""
        answers = {name: position.answers[name] for name in takes if name in position.answers}
        behind = {**position.behind, str(position.flow): position.answers}
        left = None if position.left is not None and self.is_in(position.left, flow) else position.left
        return replace(position, answers=answers, behind=behind, left=left)

    def arrive(self, step: Step, outcome: str, *, again: bool = False) -> Response:
        """Stand at a step of the flow, or at the one that its decisions lead to, and be asked its question."""
        assert self.flow is not None
        step, effects = _settle(self.flow, step, self.given())
        offered = tuple(step.suggest(self.given())) if step.suggest else ()
        visit = self.position.visit + 1
        here = replace(
            self.position, flow=self.flow.id, step=step.id, visit=visit, misses=0, offered=offered, doubted=None
        )
        shown = show(self.flow, step, here, self.known, again=again)
        if not step.is_end:
            return Response(outcome=outcome, position=here, replies=shown, effects=effects)
        *notes, last = shown
        over = self.at(here.idle())
        replies = (*notes, over.with_way_back(last))
        return Response(outcome="ended", position=over.position, replies=replies, effects=effects)

    def go_back(self) -> Response:
        if self.flow is None or not self.position.trail:
            return self.stay("back", self.with_way_back(repair.nothing_to_go_back_to(self.flows)))
        *trail, last = self.position.trail
        flow, _, step = last.partition(".")
        behind = {**self.position.behind}
        answers = self.position.answers if flow == self.position.flow else behind.pop(flow, {})
        there = replace(self.position, flow=flow, step=step, answers=answers, trail=tuple(trail), behind=behind)
        earlier = self.at(there)
        return earlier.stay("back", *earlier.shown()) if earlier.step is None else earlier.arrive(earlier.step, "back")

    def cancel(self) -> Response:
        """Leave the flow; who stands in none gives up what was left."""
        left = self.left()
        if self.flow is None and left is not None:
            given_up = self.at(replace(self.position, left=None))
            return given_up.stay("cancelled", repair.cancelled(self.flows[left.flow], self.flows))
        out = self.at(self.position.idle())
        return out.stay("cancelled", out.with_way_back(repair.cancelled(self.flow, self.flows)))

    # Staying where the seller stands.

    def stay(self, outcome: str, *replies: Reply) -> Response:
        return Response(outcome=outcome, position=self.position, replies=replies)

    def show_aside(self, flow: Flow, step: Step, answers: Mapping[str, object]) -> Response:
        """Show a step of an aside and the way back: a button, or, where nothing else is offered, the step itself."""
        given = Given(answers=answers, known=self.known)
        step, effects = _settle(flow, step, given)
        *notes, said = show(flow, step, Position(flow=flow.id, answers=answers, visit=self.about), self.known)
        way_back = () if said.buttons else self.shown_again()
        replies = (*notes, self.with_way_back(said) if said.buttons else said, *way_back)
        return Response(outcome="aside", position=self.position, replies=replies, effects=effects)

    def miss(self, reason: str) -> Response:
        """Not understood: the question again with what is expected; the second time the ways out."""
        missed = self.missed()
        if self.flow is None or self.step is None:
            said = repair.not_understood(reason, self.flows, is_second=missed.is_second_miss)
            return missed.stay("not_understood", missed.with_way_back(said))
        if missed.is_second_miss:
            return missed.stay("not_understood", repair.stuck(resume(self.flow, self.step), self.flows))
        return missed.stay("not_understood", Say(key=reason), *self.shown())

    def missed(self) -> "_Standing":
        return self.at(replace(self.position, misses=self.position.misses + 1))

    @property
    def is_second_miss(self) -> bool:
        """Every second one in a row is answered in other words, so that no sentence comes twice running."""
        return self.position.misses % 2 == 0

    def press_old(self, flow: Flow, turn: Pressed) -> Response:
        if flow is not self.flow:
            return self.stay("stale", Toast(), self.with_way_back(repair.past(flow, self.flows)))
        is_past = self.step is None or turn.step != self.step.id
        toast = Toast(key="repair.toast_step_is_past") if is_past else Toast()
        return self.stay("stale", toast, *self.shown())

    # Looks.

    def shown(self) -> Sequence[Say]:
        """The seller's step once more; who stands nowhere sees the home flow."""
        flow, step = self.flow, self.step
        if flow is None or step is None:
            flow = self.flows[self.flows.home]
            step = flow.start
        return show(flow, step, self.position, self.known)

    def shown_again(self) -> Sequence[Say]:
        """The seller's step after something else came in between; nothing for who stands nowhere."""
        if self.flow is None or self.step is None:
            return ()
        return show(self.flow, self.step, self.position, self.known, again=True)

    def with_way_back(self, said: Say) -> Say:
        button = self.way_back()
        return said if button is None else replace(said, buttons=(*said.buttons, button))

    def way_back(self) -> Button | None:
        """To the seller's step, or to what was left for something that is over now."""
        if self.flow is not None and self.step is not None:
            return resume(self.flow, self.step)
        left = self.left()
        return None if left is None else come_back(self.flows[left.flow])

    def left(self) -> Left | None:
        left = self.position.left
        return left if left is not None and left.flow in self.flows else None

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
