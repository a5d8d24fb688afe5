// The server's token: kept for this tab, and asked for when the server wants one.
import { $ } from "./elements.js";

let token = sessionStorage.getItem("token") ?? "";
let asking = null;

export const currentToken = () => token;

/** Asks for the token, once for all the requests that wait for it; whether one was given. */
export function askForToken(refused) {
  if (refused !== token) return Promise.resolve(true);
  asking ??= ask().finally(() => { asking = null; });
  return asking;
}

function ask() {
  const dialog = $("token-dialog");
  $("token-problem").hidden = !token;
  $("token").setAttribute("aria-invalid", Boolean(token));
  dialog.returnValue = "";
  dialog.showModal();
  $("token").select();
  return new Promise(resolve => dialog.addEventListener("close", () => {
    const isGiven = dialog.returnValue === "given";
    if (isGiven) {
      token = $("token").value;
      sessionStorage.setItem("token", token);
    }
    resolve(isGiven);
  }, { once: true }));
}
