// Folds the filters of a list away on a phone, behind a button.
import { FilterToggleButton } from "../vendor/moj.js";

export function start(filter) {
  new FilterToggleButton(filter, {
    // It would hide the filters beside a wide list too; on a phone they start hidden anyway.
    startHidden: false,
    toggleButton: {
      showText: "Show filters",
      hideText: "Hide filters",
      classes: "govuk-button--secondary",
    },
  });
}
