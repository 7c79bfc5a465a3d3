"""Webhooks: who is told what became of an owner's jobs, and the log of what they were told."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, Response, status
from pydantic import Field

from dropcut.api.access.callers import Caller
from dropcut.api.access.needs import Needs, OwnerInPath
from dropcut.api.asked import Asked
from dropcut.api.routes.once import Once
from dropcut.api.routes.paging import ThePage
from dropcut.api.routes.parted import TheParts
from dropcut.api.routes.refusals import CONFLICT, HIDDEN
from dropcut.domain.access import Role
from dropcut.domain.jobs import JobState
from dropcut.domain.names import Owner
from dropcut.domain.values import Count, Instant, Value
from dropcut.domain.webhooks import MOST_HOOKS, DeliveryState, Form, Hook, MessageRecord, Sent
from dropcut.engine.webhooks.hooks import (
    FOR_PEOPLE,
    WHEN_ENDED,
    add_hook,
    again,
    form_of,
    hooks_of,
    log_page,
    ping,
    remove_hook,
    the_hook,
)
from dropcut.engine.webhooks.targets import LONGEST_URL

router: Final = APIRouter(route_class=Once, tags=["webhooks"], responses=HIDDEN)
Admin = Annotated[Caller, Depends(Needs(Role.ADMIN))]
HookId = Annotated[str, Path(pattern=r"^wh_[0-9a-f]{16}$", description="Of the hook.", examples=["wh_0123456789abcdef"])]
MessageName = Annotated[str, Path(pattern=r"^[0-9]{14}-[0-9a-f]{32}$", description="As the log says.")]


class NewHook(Asked):
    """Who is to be told."""

    url: Annotated[str, Field(max_length=LONGEST_URL, examples=["https://hooks.example.com/dropcut"])]
    """Begins with https://, and leads to an address that anybody can reach; or mailto: and an e-mail address."""
    states: Annotated[tuple[JobState, ...] | None, Field(max_length=len(JobState), examples=[["done", "failed"]])] = None
    """Of which states of a job it wants to know; of how jobs end, unless said."""
    form: Annotated[Form | None, Field(examples=["slack"])] = None
    """In which form it is told; as its address says by itself, unless said."""


class HookView(Value):
    """A webhook. Its secret was shown when it was made."""

    id: str = Field(examples=["wh_0123456789abcdef"])
    url: str
    states: tuple[JobState, ...]
    form: Form
    inner: bool
    created: Instant


class MadeHook(HookView):
    """A webhook that was made now."""

    secret: str = Field(examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDJZ1hlDFxRJI="])
    """Signs its messages, where programs read them. It is shown this once: said again under the same key, this is empty."""


class Hooks(Value):
    """All of an owner's."""

    webhooks: tuple[HookView, ...] = Field(max_length=MOST_HOOKS)


class MessageView(Value):
    """A message, and what became of it."""

    name: str
    message: str
    """Its id, which the receiver sees as `webhook-id`."""
    hook: str
    type: str = Field(examples=["job.done"])
    job: str = Field(examples=["ann/holiday"])
    revision: Count
    state: DeliveryState
    due: Instant | None
    """When it is tried next; null when it is not."""
    sent: tuple[Sent, ...]
    """Every attempt, the newest last."""


class MessagePage(Value):
    """Some messages, the newest first."""

    messages: tuple[MessageView, ...]
    next: str = ""
    """What `after` is to be for the next page; empty when this is the last."""


@router.get("/v1/owners/{owner}/webhooks")
def list_webhooks(owner: OwnerInPath, _caller: Admin, parts: TheParts) -> Hooks:
    """Who is told."""
    return Hooks(webhooks=tuple(map(_view, hooks_of(parts.records, Owner(owner)))))


@router.post("/v1/owners/{owner}/webhooks", status_code=status.HTTP_201_CREATED, responses=CONFLICT)
def create_webhook(owner: OwnerInPath, new: NewHook, _caller: Admin, parts: TheParts, request: Request) -> MadeHook:
    """Tell a program of yours from now on. The answer has the secret that signs its messages, this once."""
    form = new.form or form_of(new.url)
    states = (FOR_PEOPLE if form.for_people else WHEN_ENDED) if new.states is None else new.states
    hook = add_hook(parts.records, Owner(owner), new.url, states, form=form)
    made = MadeHook(**_view(hook).model_dump(), secret="" if form.for_people else hook.secret)
    request.state.said_again = made.model_copy(update={"secret": ""}).model_dump_json().encode()
    return made


@router.delete("/v1/owners/{owner}/webhooks/{hook}", status_code=status.HTTP_204_NO_CONTENT)
def delete_webhook(owner: OwnerInPath, hook: HookId, _caller: Admin, parts: TheParts) -> Response:
    """Tell it nothing more."""
    remove_hook(parts.records, Owner(owner), hook)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.post("/v1/owners/{owner}/webhooks/{hook}/ping", status_code=status.HTTP_202_ACCEPTED, responses=CONFLICT)
def ping_webhook(owner: OwnerInPath, hook: HookId, _caller: Admin, parts: TheParts) -> MessageView:
    """Send it a message of no job soon; the log says how that went."""
    return _message(ping(parts.records, the_hook(parts.records, Owner(owner), hook)))


@router.get("/v1/owners/{owner}/webhooks/{hook}/messages")
def list_messages(owner: OwnerInPath, hook: HookId, _caller: Admin, parts: TheParts, page: ThePage) -> MessagePage:
    """What it was told in the last 30 days, the newest first, with every attempt."""
    the_hook(parts.records, Owner(owner), hook)
    found = log_page(parts.records, Owner(owner), page.limit + 1, page.after, hook)
    further = found[page.limit - 1].name if len(found) > page.limit else ""
    return MessagePage(messages=tuple(map(_message, found[: page.limit])), next=further)


@router.post("/v1/owners/{owner}/webhooks/messages/{name}/again", status_code=status.HTTP_202_ACCEPTED, responses=CONFLICT)
def send_again(owner: OwnerInPath, name: MessageName, _caller: Admin, parts: TheParts) -> MessageView:
    """Send a message once more, whatever became of it: the same bytes under the same id."""
    return _message(again(parts.records, Owner(owner), name))


def _view(hook: Hook) -> HookView:
    return HookView(id=hook.id, url=hook.shown, states=hook.states, form=hook.form, inner=hook.inner, created=hook.created)


def _message(record: MessageRecord) -> MessageView:
    is_open = record.state is DeliveryState.OPEN
    return MessageView(
        name=record.name,
        message=record.message,
        hook=record.hook,
        type=record.type,
        job=record.job,
        revision=record.revision,
        state=record.state,
        due=record.due if is_open else None,
        sent=record.sent,
    )
