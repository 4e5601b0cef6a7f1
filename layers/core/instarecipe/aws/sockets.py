"""The port `Sockets` over API Gateway's `@connections`."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.aws.client import RestService
from instarecipe.domain.errors import Unavailable


class GatewaySockets(NamedTuple):
    service: RestService

    def send(self, connection_id: str, message: str) -> bool:
        answer = self.service.rest("POST", _path(connection_id), message.encode())
        if answer.status == 410:
            return False
        if answer.status != 200:
            raise Unavailable(f"API Gateway answered {answer.status} to a socket's message")
        return True

    def close(self, connection_id: str) -> None:
        answer = self.service.rest("DELETE", _path(connection_id))
        if answer.status not in (200, 204, 410):
            raise Unavailable(f"API Gateway answered {answer.status} to the end of a socket")


def _path(connection_id: str) -> str:
    return f"/@connections/{connection_id}"
