"""What managers write: answers to what they were asked for, and words to sellers, as replies or in a case's topic."""

from collections.abc import Sequence
from datetime import timedelta

from telegram import Message

from seller_bot.conversation.turn import Said, SentFile
from seller_bot.deliveries.queries import has_said_since, is_of_kind
from seller_bot.escalations import cases, queries, told
from seller_bot.escalations.cases import Words
from seller_bot.escalations.models import AlreadyDecided, AlreadyTaken, Case, NotPossible, Post, PostRole
from seller_bot.telegram.case_contents import LATER
from seller_bot.telegram.outbound import Call
from seller_bot.telegram.visit import Visit

TEXT_ONLY = ("approve", "reject")
"""The purposes for which a file is no answer: the words stand in what the seller reads."""

FRESH = timedelta(minutes=10)
"""So long words in a topic are taken for the answer to a prompt, though they reply to nothing."""

INTERNAL = ("reminder", "undelivered")
"""The kinds of deliveries about a case that are for the desk alone: what replies to them is for nobody else either."""


def hear(visit: Visit, said: Said | SentFile, message: Message | None) -> list[Call] | None:
    """Words in a manager's own chat; None where they are for the bot."""
    words = words_of(visit, said)
    if _is_among_us(visit, message):
        return None
    replied = _replied_to(visit, message)
    if isinstance(replied, Post):
        return answer(visit, replied, words)
    prompts = queries.open_prompts(visit.session, visit.chat_id, visit.person_id)
    if replied is not None:
        set_aside(prompts)
        return write(visit, replied, words)
    newest = prompts[0] if prompts else None
    if newest is not None and _is_newest(visit, newest):
        return answer(visit, newest, words)
    set_aside(prompts)
    return None


def hear_in_group(visit: Visit, said: Said | SentFile, message: Message | None) -> list[Call] | None:
    """Words in the managers' group: replies as anywhere; in a case's topic also without one, from whoever has it."""
    words = words_of(visit, said)
    if _is_among_us(visit, message):
        return None
    replied = _replied_to(visit, message)
    if isinstance(replied, Post):
        return answer(visit, replied, words)
    if replied is not None:
        return write(visit, replied, words)
    asked = _asked_here(visit)
    if asked is not None:
        return answer(visit, asked, words)
    case = queries.case_of_topic(visit.session, visit.chat_id, visit.thread) if visit.thread is not None else None
    if case is None or not case.is_with(visit.person_id) or not case.is_open:
        return None
    return write(visit, case, words)


def _asked_here(visit: Visit) -> Post | None:
    """What this person was just asked for in this topic: a note must not go to the seller for want of a reply."""
    prompts = queries.open_prompts(visit.session, visit.chat_id, visit.person_id)
    newest = prompts[0] if prompts else None
    if newest is None or visit.thread is None or newest.message_thread_id != visit.thread:
        return None
    is_set_aside = (newest.purpose or "").startswith(LATER)
    return None if is_set_aside or visit.now - newest.posted_at > FRESH else newest


def words_of(visit: Visit, said: Said | SentFile) -> Words:
    if isinstance(said, Said):
        return Words(text=said.text.strip(), chat_id=visit.chat_id, message_id=visit.message_id)
    return Words(
        text=said.caption,
        file_kind=said.kind,
        file_id=said.file_id or None,
        album=said.album,
        chat_id=visit.chat_id,
        message_id=visit.message_id,
    )


def _replied_to(visit: Visit, message: Message | None) -> Post | Case | None:
    """The prompt, or the case, that a message replies to; own cases of this person as a seller are none of it."""
    answered = message.reply_to_message if message is not None else None
    if answered is None:
        return None
    post = queries.post_at(visit.session, visit.chat_id, answered.message_id)
    if post is not None and post.role == PostRole.PROMPT:
        return post
    case = queries.case_at(visit.session, visit.chat_id, answered.message_id)
    return case if case is not None and case.seller_id != visit.chat_id else None


def _is_among_us(visit: Visit, message: Message | None) -> bool:
    """Whether a message replies to a note, or to what the bot told the desk alone: the seller is not to read it."""
    answered = message.reply_to_message if message is not None else None
    if answered is None:
        return False
    entry = queries.entry_at(visit.session, visit.chat_id, answered.message_id)
    if entry is not None:
        return entry.is_note
    return is_of_kind(visit.session, visit.chat_id, answered.message_id, INTERNAL)


def _is_newest(visit: Visit, prompt: Post) -> bool:
    """Whether nothing has come between the prompt and these words: only then are they surely its answer."""
    if prompt.message_id is None or (prompt.purpose or "").startswith(LATER):
        return False
    return not has_said_since(visit.session, visit.chat_id, prompt.message_id)


def set_aside(prompts: Sequence[Post]) -> None:
    """Something else came: from now on only a reply to a prompt is its answer."""
    for prompt in prompts:
        if prompt.purpose is not None and not prompt.purpose.startswith(LATER):
            prompt.purpose = f"{LATER}{prompt.purpose}"


def ask_for(visit: Visit, case: Case, purpose: str) -> None:
    """Ask this person for words."""
    set_aside(queries.open_prompts(visit.session, visit.chat_id, visit.person_id))
    card = queries.card_in(visit.session, case.id, visit.chat_id)
    prompt = Post(
        case_id=case.id,
        role=PostRole.PROMPT,
        chat_id=visit.chat_id,
        message_thread_id=card.message_thread_id if card is not None else None,
        person_id=visit.person_id,
        purpose=purpose,
        posted_at=visit.now,
    )
    visit.session.add(prompt)
    told.refresh(visit.session, [prompt], visit.desk, visit.now)


def answer(visit: Visit, prompt: Post, words: Words) -> list[Call]:
    """The words that a prompt asked for; each is used once, by the person whom it asks."""
    case = queries.locked(visit.session, prompt.case_id)
    purpose = (prompt.purpose or "").removeprefix(LATER)
    if not purpose or prompt.person_id != visit.person_id:
        return visit.answer("desk.said_prompt_used", number=case.number)
    if purpose in TEXT_ONLY and (words.file_kind is not None or not words.text):
        return visit.answer("desk.said_text_only", number=case.number)
    try:
        _carry_out(visit, case, purpose, words)
    except (AlreadyDecided, AlreadyTaken, NotPossible):
        return _too_late(visit, case)
    prompt.purpose = None
    return visit.nod()


def _carry_out(visit: Visit, case: Case, purpose: str, words: Words) -> None:
    session, actor, desk, now = visit.session, visit.actor, visit.desk, visit.now
    match purpose:
        case "approve":
            cases.approve(session, case.id, actor, desk, now, own_words=words.text)
        case "reject":
            cases.reject(session, case.id, actor, words.text, desk, now)
        case "ask":
            cases.ask(session, case.id, actor, words, desk, now)
        case _:
            cases.note(session, case.id, actor, words, desk, now)


def write(visit: Visit, case: Case, words: Words) -> list[Call]:
    """Words to the seller."""
    case = queries.locked(visit.session, case.id)
    try:
        cases.say(visit.session, case.id, visit.actor, words, visit.desk, visit.now)
    except (AlreadyDecided, AlreadyTaken, NotPossible):
        return _too_late(visit, case)
    return visit.nod()


def _too_late(visit: Visit, case: Case) -> list[Call]:
    """Why the words went nowhere."""
    obstacle = visit.what_stands_in_the_way(case)
    if obstacle is None:
        return visit.answer("desk.said_take_first", number=case.number)
    return visit.answer(SAID[obstacle[0]], number=case.number, **obstacle[1])


SAID = {
    "already_cancelled": "desk.said_already_cancelled",
    "already_decided": "desk.said_already_decided",
    "already_taken": "desk.said_already_taken",
}
