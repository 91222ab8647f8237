// Starts what the page on screen needs. Everything works without it.
import { initAll } from "../vendor/govuk.js";
import { watch } from "./submit_once.js";

// Fields under a choice are shown by our style sheet alone; govuk-frontend would put aria-expanded on radios, which
// ARIA does not allow there.
document
  .querySelectorAll("[data-aria-controls]")
  .forEach((input) => input.removeAttribute("data-aria-controls"));

initAll();
watch();

const helpers = {
  "[data-autosave]": "./autosave.js",
  "[data-board]": "./board.js",
  "[data-support]": "./evidence_links.js",
  "[data-filter]": "./filter.js",
  "[data-presence]": "./presence.js",
  "[data-dirty-form]": "./dirty_form.js",
};

for (const [selector, module] of Object.entries(helpers)) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) {
    import(module).then(({ start }) => elements.forEach(start));
  }
}
