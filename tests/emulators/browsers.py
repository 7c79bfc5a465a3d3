"""Cloud Storage as pages of other sites meet it: an upload takes bytes from the site that it was begun for, and no other."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from tests.emulators.front import Asked, Front
from tests.emulators.listening import Answer

_TOLD = {"Access-Control-Allow-Methods": "PUT", "Access-Control-Expose-Headers": "Range, Location", "Vary": "Origin"}


class ForBrowsers(Front):
    """See `Front`. `cut_off` is asked of every piece: whether the line breaks before the answer comes back."""

    def __init__(self, upstream: str) -> None:
        super().__init__(upstream)
        self.cut_off: Callable[[Asked], bool] = lambda _asked: False
        self.origins: dict[str, str] = {}
        """For whom each upload was begun."""
        self.pieces: list[tuple[str, int]] = []
        """Every piece that came: what it said of itself, and how large it was."""

    def answer(self, asked: Asked, target: str, headers: dict[str, str], body: bytes) -> Answer | None:
        """The same, with what a browser needs to hear."""
        origin = {name.lower(): value for name, value in headers.items()}.get("origin", "")
        upload = asked.query.get("upload_id", "")
        if asked.method == "OPTIONS":
            return self._told(Answer(200, {"Access-Control-Allow-Headers": "content-range, content-type"}, b""), upload, origin)
        if asked.kind == "piece":
            self.pieces.append((asked.content_range, len(body)))
        answer = super().answer(asked, target, headers, body)
        if answer is None or (asked.kind == "piece" and self.cut_off(asked)):
            return None
        where = {name.lower(): value for name, value in answer.headers.items()}.get("location")
        if where and asked.kind == "insert":
            self.origins[parse_qs(urlsplit(where).query)["upload_id"][0]] = origin
        return self._told(answer, upload, origin)

    def _told(self, answer: Answer, upload: str, origin: str) -> Answer:
        plain = {name: value for name, value in answer.headers.items() if not name.lower().startswith("access-control-allow-o")}
        if not upload or self.origins.get(upload) != origin:
            return answer._replace(headers=plain)
        return answer._replace(headers={**plain, **_TOLD, "Access-Control-Allow-Origin": origin})
