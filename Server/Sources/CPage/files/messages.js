// What the page says: one live region for those who hear it, and what went wrong for all.
import { ServerError } from "./api.js";
import { $ } from "./elements.js";

/** Has a screen reader say something that has changed. */
export function say(text) {
  // A dialog makes all beside it inert, the region too.
  const place = document.querySelector("dialog[open]") ?? $("content");
  if ($("spoken").parentElement !== place) place.prepend($("spoken"));
  $("spoken").textContent = text;
}

/** What is to be done when the server, which was away, answers again. */
let whenBack = () => {};
export const onceBack = action => { whenBack = action; };

/** Runs what a person asked for, and says what went wrong. */
export async function attempt(work) {
  hideError();
  try {
    return await work();
  } catch (error) {
    showError(error);
  }
}

export function showError(error) {
  $("error").textContent = error.message;
  $("error").hidden = false;
  say(error.message);
  if (!(error instanceof ServerError)) console.error(error);
  if (error.status === 0) waitForServer();
}

function hideError() {
  $("error").hidden = true;
  $("error").textContent = "";
}

const pause = 1000;
let waiting = false;
async function waitForServer() {
  if (waiting) return;
  waiting = true;
  while (!await fetch("/health").then(() => true, () => false)) await new Promise(done => setTimeout(done, pause));
  waiting = false;
  say("The server is back.");
  attempt(whenBack);
}
