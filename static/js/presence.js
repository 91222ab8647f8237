// Says every 20 seconds that the page is open to write, and shows who else has it open. It never stands in the way:
// where the portal doesn't answer, nothing is shown.
const EVERY = 20_000;

export function start(notice) {
  const form = document.querySelector("main form[method=post]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  const ping = async () => {
    if (document.hidden) {
      return;
    }
    const names = await others(notice.dataset.presence, token);
    const text = names.length ? `${listed(names)} ${names.length === 1 ? "has" : "have"} this open to write too.` : "";
    if (notice.textContent !== text) {
      notice.textContent = text;
    }
    notice.classList.toggle("app-present", Boolean(text));
  };
  ping();
  setInterval(ping, EVERY);
  document.addEventListener("visibilitychange", ping);
}

async function others(url, token) {
  try {
    const response = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token } });
    return response.ok && !response.redirected ? (await response.json()).names : [];
  } catch {
    return [];
  }
}

function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
