"""What is asked for a case, and what counts as an answer: short and helpful refusals, contacts masked on the spot."""

import re
import unicodedata

from seller_bot.conversation.step import Accepted, Given, Refused
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.masks import EMAIL, PHONE, contact, masked

MAX_LINE = 120
MAX_STORY = 4096
SHORTEST_STORY = 5
SHORTEST_ID, LONGEST_ID = 3, 10
MOBILE = re.compile(r"\+\d+|[78][79]\d{9}|(?:(?:00)?86)?1[3-9]\d{9}")
"""Of the numbers in the middle of a text these are surely phones; others may as well be orders or Client IDs."""

CLIENT_ID = re.compile(r"(?:client\s*id|id)?[\s:：#№]*(\d+)", re.IGNORECASE)

REFUSED_KINDS = {
    "video": "case.no_video",
    "animation": "case.no_video",
    "videonote": "case.no_video",
    "voice": "case.no_voice",
    "audio": "case.no_voice",
    "sticker": "case.no_sticker",
}


def store(given: Given) -> Accepted | Refused:
    """A Client ID, or a store's name; nothing by which somebody could be called."""
    line = _line(given.text)
    if (digits := CLIENT_ID.fullmatch(line)) is not None:
        fits = SHORTEST_ID <= len(digits[1]) <= LONGEST_ID
        return Accepted(digits[1]) if fits else Refused("case.store_digits")
    if len(line) > MAX_LINE:
        return Refused("case.line_too_long")
    is_name = any(letter.isalpha() for letter in line) and without_contacts(line) == line
    if not is_name or "://" in line or line.endswith(("?", "？")):
        return Refused("case.store_expected")
    return Accepted(line)


def partner(given: Given) -> Accepted | Refused:
    line = _line(given.text)
    if len(line) > MAX_LINE:
        return Refused("case.line_too_long")
    is_name = any(letter.isalnum() for letter in line)
    return Accepted(without_contacts(line)) if is_name else Refused("partner.name_without_letters")


def masked_contact(given: Given) -> Accepted | Refused:
    """A phone number or e-mail address that nobody needs whole."""
    found = _contact_in(given.text)
    return Accepted(masked(found)) if found else Refused("case.contact_expected")


def sealed_contact(given: Given) -> Accepted | Refused:
    """A phone number or e-mail address that a manager needs whole, and nobody else."""
    found = _contact_in(given.text)
    desk = given.known["desk"]
    assert isinstance(desk, Desk)
    return (
        Accepted({"masked": masked(found), "sealed": desk.seal.close(found)})
        if found
        else Refused("case.contact_expected")
    )


def since(given: Given) -> Accepted | Refused:
    line = _line(given.text)
    if not any(letter.isalnum() for letter in line):
        return Refused("case.since_expected")
    return Accepted(without_contacts(line)) if len(line) <= MAX_LINE else Refused("case.line_too_long")


def story(given: Given) -> Accepted | Refused:
    """What happened, as long as one message may be; contacts in it are masked as they are everywhere."""
    text = given.text.strip()
    letters = sum(2 if unicodedata.east_asian_width(letter) == "W" else 1 for letter in text if letter.isalnum())
    return Accepted(without_contacts(text)) if letters >= SHORTEST_STORY else Refused("case.story_too_short")


def beside(given: Given) -> Accepted | Refused:
    """Words that come with the files."""
    text = given.text.strip()
    earlier = given.answers.get("beside", ())
    length = sum(map(len, earlier)) if isinstance(earlier, list) else 0
    return Accepted(without_contacts(text)) if length + len(text) <= MAX_STORY else Refused("case.words_too_long")


def picture(given: Given) -> Accepted | Refused:
    """A photo or a document: what a manager can look at beside the case."""
    file = given.file
    assert file is not None
    if file.kind not in ("photo", "document"):
        return Refused(REFUSED_KINDS.get(file.kind, "case.no_such_file"))
    return Accepted({"kind": file.kind, "id": file.file_id, "album": file.album})


def without_contacts(text: str) -> str:
    """The text with e-mail addresses and what is surely a phone number masked."""
    text = EMAIL.sub(lambda found: masked(found[0]), text)
    return PHONE.sub(lambda found: masked(_digits(found[0])) if MOBILE.fullmatch(_digits(found[0])) else found[0], text)


def _digits(phone: str) -> str:
    return re.sub(r"[^\d+]", "", phone)


def _line(text: str) -> str:
    """One line, with full-width digits and signs as everybody else writes them."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _contact_in(text: str) -> str | None:
    """The contact that a text is, or the only one that it holds."""
    line = _line(text)
    whole = contact(line)
    if whole is not None:
        return whole
    found = [*EMAIL.findall(line), *PHONE.findall(EMAIL.sub("", line))]
    return contact(found[0]) if len(found) == 1 else None
