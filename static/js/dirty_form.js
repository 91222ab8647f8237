// Asks before a page with unsaved changes is left.
export function start(form) {
  const asShown = serialise(form);
  let isSubmitted = false;

  form.addEventListener("submit", () => {
    isSubmitted = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSubmitted && serialise(form) !== asShown) {
      event.preventDefault();
    }
  });
}

function serialise(form) {
  const entries = [...new FormData(form)];
  return JSON.stringify(entries.map(([name, value]) => [name, value.name ?? value]));
}
