// Links evidence to a paragraph without leaving the page: its part alone is shown anew. To pick an item of the list that
// the browser offers links it at once.
export function start(part) {
  part.addEventListener("input", (event) => {
    if (event.inputType === "insertReplacementText") {
      event.target.form.requestSubmit();
    }
  });
  part.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
    });
    if (!response.ok || response.redirected) {
      form.submit();
      return;
    }
    show(part, await response.text());
  });
}

function show(part, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const anew = page.querySelector(".app-support");
  part.replaceWith(anew);
  start(anew);
  anew.querySelector("input[list]")?.focus();
}
