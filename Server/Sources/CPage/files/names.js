// The labels' names.
import { ask, projectPath } from "./api.js";
import { $ } from "./elements.js";
import { attempt, say } from "./messages.js";

/** Calls back when the names have changed. */
export function startNames(changed) {
  $("names-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(async () => {
      const names = $("names").value.split(",").map(name => name.trim()).filter(Boolean);
      await ask("PUT", projectPath("/labels/names"), { names });
      say("The names are saved.");
      await changed();
    });
  });
}

export function showNames({ labelNames }) {
  if (document.activeElement !== $("names")) $("names").value = labelNames.join(", ");
}
