"""Groups on the page: making one, and what is said there."""

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.routing import Route

from seller_bot.demo.page_requests import Wrong, acts, answers, body, number, wanted, wanted_numbers

if TYPE_CHECKING:
    from seller_bot.demo.server import BotApiServer

LONGEST_TITLE = 128
Json = dict[str, Any]


class GroupsApi:
    def __init__(self, server: "BotApiServer") -> None:
        self.server = server
        self.world = server.world

    def routes(self) -> list[Route]:
        return [
            Route("/groups", acts(self.add, self.server.write_down), methods=["POST"]),
            Route("/groups/{group_id}/messages", answers(self.messages)),
        ]

    async def add(self, request: Request) -> Json:
        """`title`, `members` (the first owns it), `forum` for topics, `administrator` for what the bot becomes."""
        given = await body(request)
        title, members = wanted(given, "title", str).strip(), wanted_numbers(given, "members")
        if not 1 <= len(title) <= LONGEST_TITLE:
            raise Wrong("A title has 1 to 128 characters.")
        if not members or not all(member in self.world.people for member in members):
            raise Wrong("A group needs people, and they have to be there.")
        people = [self.server.known_person(member) for member in dict.fromkeys(members)]
        place = "administrator" if given.get("administrator") else "member"
        return self.server.group(title, people, forum=bool(given.get("forum")), bot=place).chat.group_json()

    async def messages(self, request: Request) -> Json:
        chat = self.world.groups().get(number(request.path_params["group_id"], "group"))
        if chat is None:
            raise Wrong("There is no such group.")
        return chat.page_json()
