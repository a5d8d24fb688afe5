// Who labels: asked once, and kept in this browser.
import { ask } from "./api.js";
import { $ } from "./elements.js";
import { attempt, say } from "./messages.js";

const setting = "person";
/** Whom the token names. */
let named;

/** The name, or undefined where none was given. */
export const person = () => named || localStorage.getItem(setting) || undefined;

/** Calls back when another person labels. */
export async function startPerson(changed) {
  $("person-form").addEventListener("submit", event => {
    event.preventDefault();
    localStorage.setItem(setting, $("person").value.trim());
    showPerson();
    say(person() ? `Labels are ${person()}'s now.` : "Labels are nobody's now.");
    attempt(changed);
  });
  $("change-person").addEventListener("click", () => {
    $("person-form").hidden = false;
    $("person-shown").hidden = true;
    $("person").focus();
  });
  showPerson();
  // A token that has a name says who labels.
  named = (await ask("GET", "/v1/session")).person;
  showPerson();
}

function showPerson() {
  $("person").value = $("person-name").textContent = person() ?? "";
  $("change-person").hidden = Boolean(named);
  $("person-form").hidden = Boolean(person());
  $("person-shown").hidden = !person();
}
