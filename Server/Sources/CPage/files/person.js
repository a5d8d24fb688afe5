// Who labels: asked once, and kept in this browser.
import { $ } from "./elements.js";
import { say } from "./messages.js";

const setting = "person";

/** The name, or undefined where none was given. */
export const person = () => localStorage.getItem(setting) || undefined;

/** Calls back when another person labels. */
export function startPerson(changed) {
  $("person-form").addEventListener("submit", event => {
    event.preventDefault();
    localStorage.setItem(setting, $("person").value.trim());
    showPerson();
    say(person() ? `Labels are ${person()}'s now.` : "Labels are nobody's now.");
    changed();
  });
  $("change-person").addEventListener("click", () => {
    $("person-form").hidden = false;
    $("person-shown").hidden = true;
    $("person").focus();
  });
  showPerson();
}

function showPerson() {
  $("person").value = $("person-name").textContent = person() ?? "";
  $("person-form").hidden = Boolean(person());
  $("person-shown").hidden = !person();
}
