// Offers what the person typed at another opening of the form and did not save, where it differs from what stands there.
import { drop, entries } from "./drafts.js";

export function offerAll(form, keep) {
  document.querySelectorAll("[data-kept]").forEach((section) => offer(section, form, keep));
}

function offer(section, form, keep) {
  const kept = JSON.parse(section.dataset.kept);
  const differing = Object.keys(kept).filter((name) => differs(form, name, kept[name]));
  if (!differing.length) {
    forget(section, form);
    return;
  }
  const list = section.querySelector("[data-kept-differences]");
  differing.forEach((name) => list.append(row(labelOf(form, name), kept[name].join("\n"))));
  section.querySelector("[data-take-back]").addEventListener("click", async () => {
    Object.entries(kept).forEach(([name, values]) => fill(form, name, values));
    controls(form, differing[0])[0].focus();
    section.hidden = true;
    if ((await keep()) === 204) {
      forget(section, form);
    }
  });
  section.querySelector("[data-discard]").addEventListener("click", () => {
    controls(form, differing[0])[0].focus();
    forget(section, form);
  });
  section.hidden = false;
}

function forget(section, form) {
  drop(form, section.dataset.sitting);
  section.remove();
}

function differs(form, name, values) {
  const present = entries(form).filter(([each]) => each === name);
  const texts = present.map(([, value]) => value.replaceAll("\r\n", "\n"));
  return name !== "seen_version" && controls(form, name).length > 0 && texts.join("\0") !== values.join("\0");
}

function controls(form, name) {
  return [...form.elements].filter((control) => control.name === name && control.type !== "submit");
}

// The version that was seen comes back too: whoever changed the page since is then not overwritten unseen.
function fill(form, name, values) {
  controls(form, name).forEach((control, index) => {
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else {
      control.value = values[index] ?? "";
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function labelOf(form, name) {
  const [control] = controls(form, name);
  const label = control.closest("fieldset")?.querySelector("legend") ?? control.labels?.[0];
  return label?.textContent.trim() ?? name;
}

function row(label, text) {
  const row = element("div", "govuk-summary-list__row");
  row.append(element("dt", "govuk-summary-list__key", label));
  row.append(element("dd", "govuk-summary-list__value app-kept__text", text || "(empty)"));
  return row;
}

function element(tag, classes, text = "") {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
}
