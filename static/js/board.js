// Cards of a drafting board are dragged to where they go, and the board stays on screen when one is moved by its
// buttons. Either way the same form is sent that the buttons send by themselves.
const HELD = "app-board__card--held";
const BEFORE = "app-board__card--before";
const AT_END = "app-board__column--end";

export function start(shown) {
  let board = shown;
  let held = null;

  const mark = (target) => {
    board.querySelectorAll(`.${BEFORE}, .${AT_END}`).forEach((each) => each.classList.remove(BEFORE, AT_END));
    target?.card?.classList.add(BEFORE);
    if (target && !target.card) {
      target.column.classList.add(AT_END);
    }
  };

  const replace = (page, uuid, button) => {
    const fresh = page.querySelector("[data-board]");
    if (!fresh) {
      window.location.reload();
      return;
    }
    const said = [...page.querySelectorAll(".govuk-notification-banner__heading")].map((each) => each.textContent.trim());
    const refused = page.querySelector(".govuk-notification-banner:not(.govuk-notification-banner--success)");
    board.replaceWith(document.adoptNode(fresh));
    board = fresh;
    listen();
    board.querySelector("[data-board-said]").textContent = said.join(" ");
    tell(refused ? said.join(" ") : "");
    focus(uuid, button);
  };

  const tell = (refusal) => {
    board.querySelector("[data-board-refused]")?.remove();
    if (refusal) {
      const notice = document.createElement("p");
      notice.className = "govuk-error-message";
      notice.dataset.boardRefused = "";
      notice.textContent = refusal;
      board.prepend(notice);
    }
  };

  const focus = (uuid, button) => {
    const card = board.querySelector(`[data-card="${uuid}"]`);
    const tools = card?.querySelector("details");
    if (!card) {
      return;
    }
    if (!button) {
      card.focus();
      return;
    }
    tools.open = true;
    const buttons = [...tools.querySelectorAll("button")];
    (buttons.find((each) => each.firstChild.textContent === button) ?? buttons[0]).focus();
  };

  const send = async (form, to, uuid, button) => {
    const data = new FormData(form);
    data.set("to", to);
    try {
      const response = await fetch(form.action, { method: "POST", body: data });
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      replace(new DOMParser().parseFromString(await response.text(), "text/html"), uuid, button);
    } catch {
      const sent = document.createElement("input");
      Object.assign(sent, { type: "hidden", name: "to", value: to });
      form.append(sent);
      form.submit();
    }
  };

  const target = (event) => {
    const column = event.target.closest("[data-column]");
    if (!column) {
      return null;
    }
    const cards = [...column.querySelectorAll("[data-card]")].filter((card) => card !== held);
    const below = cards.find((card) => {
      const box = card.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    return { column, card: below };
  };

  const listen = () => {
    board.querySelectorAll("[data-card]").forEach((card) => {
      card.draggable = true;
    });
    board.addEventListener("dragstart", (event) => {
      held = event.target.closest?.("[data-card]") ?? null;
      if (held) {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", held.dataset.card);
        held.classList.add(HELD);
      }
    });
    board.addEventListener("dragover", (event) => {
      const over = held && target(event);
      if (over) {
        event.preventDefault();
        mark(over);
      }
    });
    board.addEventListener("drop", (event) => {
      const over = held && target(event);
      if (!over) {
        return;
      }
      event.preventDefault();
      const to = `${over.column.dataset.column}${over.card?.dataset.card ?? ""}`;
      send(held.querySelector("[data-arrange]"), to, held.dataset.card);
    });
    board.addEventListener("dragend", () => {
      held?.classList.remove(HELD);
      held = null;
      mark(null);
    });
    board.addEventListener("submit", (event) => {
      const form = event.target.closest("[data-arrange]");
      if (form) {
        event.preventDefault();
        const uuid = form.closest("[data-card]").dataset.card;
        send(form, event.submitter.value, uuid, event.submitter.firstChild.textContent);
      }
    });
  };

  listen();
}
