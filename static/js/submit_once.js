// Lets a form be sent once: a second click or Enter does nothing until the answer is there.
const PATIENCE = 30_000;

const sent = new WeakSet();

export function watch() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    // An answer that is a file leaves the page where it is.
    setTimeout(() => sent.delete(form), PATIENCE);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.querySelectorAll("form").forEach((form) => sent.delete(form));
    }
  });
}
