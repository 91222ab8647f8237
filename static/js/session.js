// Warns before the session ends, and says how to go on where it has.
import { post, token } from "./drafts.js";

const WARNING = 5 * 60_000;

export class Session {
  constructor(form) {
    this.box = form.querySelector("[data-session]");
    this.words = this.box.querySelector("[data-session-words]");
    this.link = this.box.querySelector("[data-sign-in]");
    this.button = this.box.querySelector("[data-stay]");
    this.button.addEventListener("click", () => this.stay());
    this.expect(form.dataset.sessionEnds);
  }

  get isOver() {
    return !this.link.hidden;
  }

  expect(moment) {
    const left = new Date(moment) - Date.now();
    this.box.hidden = true;
    this.button.hidden = this.link.hidden = true;
    clearTimeout(this.timer);
    if (Number.isFinite(left)) {
      this.timer = setTimeout(() => this.warn(new Date(moment)), Math.max(0, left - WARNING));
    }
  }

  warn(moment) {
    const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.show(`You will be signed out at ${time}. What you type is kept as your draft.`);
    this.button.hidden = false;
  }

  over() {
    clearTimeout(this.timer);
    this.show("You are signed out. Your text is still here: sign in again, then come back to this page and save.");
    this.button.hidden = true;
    this.link.hidden = false;
  }

  // Signed in again, in another tab.
  goesOn() {
    if (this.isOver) {
      this.box.hidden = this.link.hidden = true;
    }
  }

  show(words) {
    this.words.textContent = words;
    this.box.hidden = false;
  }

  async stay() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    const answer = await post(this.button.dataset.url, body);
    if (answer?.ok) {
      this.expect((await answer.json()).ends_at);
    } else if (answer?.status === 401) {
      this.over();
    }
  }
}
