// Folds the filters of a list away on a phone, behind a button.
import { FilterToggleButton } from "../vendor/moj.js";

export function start(filter) {
  new FilterToggleButton(filter, {
    toggleButton: {
      showText: "Show filters",
      hideText: "Hide filters",
      classes: "govuk-button--secondary",
    },
  });
}
