// What a form holds, and the portal's own drafts of it.
const OWN = ["csrfmiddlewaretoken", "submit_key", "draft_key"];

export const NO_ANSWER = 0;

// What was typed, as pairs of name and text; files are never kept.
export function entries(form) {
  return [...new FormData(form)].filter(([name, value]) => !OWN.includes(name) && !(value instanceof File));
}

export function content(form) {
  return JSON.stringify(entries(form));
}

// What the form held when the page was made, whatever was typed before this script ran.
export function contentAtFirst(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return content(copy);
}

// The token of this browser's session as it is now: it changes when the person signs in again.
export function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}

export function draftOf(form) {
  const body = new FormData();
  entries(form).forEach(([name, value]) => body.append(name, value));
  body.set("submit_key", form.elements.submit_key.value);
  body.set("csrfmiddlewaretoken", token());
  return body;
}

// The code of the answer. Where the token is missing or old, any page brings a new one.
export async function send(url, body) {
  const answer = await post(url, body);
  if (answer?.status !== 403) {
    return answer?.status ?? NO_ANSWER;
  }
  await fetch(window.location.href).catch(() => null);
  body.set("csrfmiddlewaretoken", token());
  return (await post(url, body))?.status ?? NO_ANSWER;
}

export function post(url, body) {
  return fetch(url, { method: "POST", body }).catch(() => null);
}

export function drop(form, sitting) {
  const body = new FormData();
  body.set("submit_key", sitting);
  body.set("drop", "yes");
  body.set("csrfmiddlewaretoken", token());
  return send(form.dataset.autosave, body);
}
