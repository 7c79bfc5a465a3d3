"""One message on its way to one hook, in the form that the hook wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from dropcut.domain.signing import signed
from dropcut.domain.values import Instant
from dropcut.domain.webhooks import Form, Hook, MessageRecord, Tried
from dropcut.editing.status.chats import for_google_chat, for_slack
from dropcut.editing.status.notice import Notice
from dropcut.engine.webhooks.mailing import Mailer
from dropcut.engine.webhooks.posting import Post

_SECOND: Final = 1_000
_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}
_CHATS: Final[dict[Form, Callable[[Notice], str]]] = {Form.SLACK: for_slack, Form.GOOGLE_CHAT: for_google_chat}


@dataclass(frozen=True)
class Carrier:
    """How messages leave a home. `may_go_inside`: whether a hook that was allowed to lead inside may do so here."""

    post: Post
    mailer: Mailer = field(default_factory=Mailer)
    may_go_inside: bool = False

    def carry(self, hook: Hook, record: MessageRecord, now: Instant) -> Tried:
        """Try it once. Never raises for what the receiver does."""
        if hook.form is Form.MAIL:
            ending = f"Sent by Dropcut for {hook.owner}. To be told no more, have {hook.id} removed."
            return self.mailer.send(hook.url, Notice.model_validate_json(record.body), record.message, ending, now)
        if hook.form is Form.JSON:
            body = record.body.encode()
            headers = signed(hook.secret, record.message, now // _SECOND, body) | {"Content-Type": "application/json"}
        else:
            body = _CHATS[hook.form](Notice.model_validate_json(record.body)).encode()
            headers = _JSON
        return self.post.send(hook.url, headers, body, inner=hook.inner and self.may_go_inside)
