// Keeps what is typed into a form as the person's own draft, and offers it when they come back.
//
// The draft goes to the address in data-autosave some seconds after the typing, and when the page is hidden; the shared
// text is never touched. While the portal does not answer, or the person is signed out, the text stays on the page and
// is sent again. A form is saved only once its text is kept, so that a failure in between loses nothing.
import { NO_ANSWER, content, contentAtFirst, draftOf, send, token } from "./drafts.js";
import { offerAll } from "./kept_offers.js";
import { Session } from "./session.js";

const PAUSE = 3_000; // after the last letter
const LONGEST = 5_000; // while somebody types on and on, and between attempts

const SILENCE = "The portal does not answer. Your text is still here: keep this page open. We go on trying.";
const TOO_LONG = "This can’t be kept as your draft. Save it now, or split it.";

export function start(form) {
  new Keeper(form).start();
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.state = form.querySelector("[data-kept-state]");
    this.session = new Session(form);
    this.asShown = contentAtFirst(form);
    this.kept = "unsaved" in form.dataset ? null : this.asShown;
    this.sending = Promise.resolve();
    this.isSaving = this.isSent = false;
  }

  start() {
    this.form.elements.draft_key.value = this.form.dataset.draftKey;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => this.save(event));
    document.addEventListener("visibilitychange", () => this.left());
    window.addEventListener("pagehide", () => this.left());
    window.addEventListener("online", () => this.keep());
    window.addEventListener("focus", () => this.session.isOver && this.keep());
    window.addEventListener("beforeunload", (event) => this.isSent || this.isKept || event.preventDefault());
    window.addEventListener("pageshow", (event) => {
      this.isSaving = this.isSent = this.isSent && !event.persisted;
    });
    offerAll(this.form, () => this.keep());
    this.changed();
  }

  get isKept() {
    return content(this.form) === this.kept;
  }

  changed() {
    clearTimeout(this.timer);
    if (this.isKept || this.isSaving) {
      this.since = null;
      return;
    }
    this.since ??= Date.now();
    const pause = Math.min(PAUSE, this.since + LONGEST - Date.now());
    this.timer = setTimeout(() => this.keep(), Math.max(0, pause));
  }

  // The code of the portal's answer, 204 where the text that stands there now is kept. One attempt follows another.
  keep() {
    clearTimeout(this.timer);
    this.sending = this.sending.then(() => (this.isKept ? 204 : this.attempt()));
    return this.sending;
  }

  async attempt() {
    const text = content(this.form);
    const status = await send(this.url, draftOf(this.form));
    this.since = null;
    if (status === 204) {
      this.kept = text;
      this.changed();
    } else if (!this.isSaving) {
      this.timer = setTimeout(() => this.keep(), LONGEST);
    }
    this.tell(status);
    return status;
  }

  tell(status) {
    if (status === 401) {
      this.session.over();
      this.say("");
      return;
    }
    this.session.goesOn();
    if (status === 204) {
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      this.say(`Saved as your draft at ${time}`);
    } else {
      this.say(mayRecover(status) ? SILENCE : TOO_LONG, true);
    }
  }

  say(words, isWarning = false) {
    this.state.textContent = words;
    this.state.classList.toggle("app-kept-state--warning", isWarning);
  }

  // A page that closes can't wait for an answer: the text counts as kept only when a later answer says so.
  left() {
    if (document.visibilityState === "hidden" && !this.isSent && !this.isKept) {
      // A beacon takes 64 KB at most.
      navigator.sendBeacon(this.url, draftOf(this.form)) || send(this.url, draftOf(this.form));
    }
  }

  async save(event) {
    if (event.defaultPrevented || this.isSent) {
      return;
    }
    if (this.isKept || content(this.form) === this.asShown) {
      this.go();
      return;
    }
    event.preventDefault();
    if (this.isSaving) {
      return;
    }
    this.isSaving = true;
    const status = await this.keep();
    if (status === 401 || mayRecover(status)) {
      this.isSaving = false;
      this.changed();
      return;
    }
    this.go();
    this.form.requestSubmit(event.submitter);
  }

  go() {
    this.isSent = true;
    const field = this.form.elements.csrfmiddlewaretoken;
    field.value = token() || field.value;
  }
}

function mayRecover(status) {
  return status === NO_ANSWER || status >= 500;
}
