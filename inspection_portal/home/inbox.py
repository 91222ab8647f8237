"""The pages of a person's own messages."""

from uuid import UUID

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from inspection_portal.core import outbox
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Message

ON_A_PAGE = 30


@require_safe
def messages(request: SignedInRequest) -> HttpResponse:
    own = Message.objects.visible_to(request.user)
    context = {
        "page": Paginator(own, ON_A_PAGE).get_page(request.GET.get("page")),
        "unread": own.unread().exists(),
        "noun": "message",
        "nouns": "messages",
    }
    return render(request, "home/messages.html", context)


@require_POST
def message_read(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    message = get_object_or_404(Message.objects.visible_to(request.user), uuid=uuid)
    outbox.mark_read([message], by=request.user, at=timezone.now())
    return redirect("home:messages")


@require_POST
def messages_read(request: SignedInRequest) -> HttpResponse:
    unread = Message.objects.visible_to(request.user).unread()
    outbox.mark_read(unread, by=request.user, at=timezone.now())
    notices.success(request, "All messages are marked as read.")
    return redirect("home:messages")
