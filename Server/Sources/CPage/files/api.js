// Every question to the server goes through here.
import { save } from "./elements.js";
import { askForToken, currentToken } from "./token.js";

/** What the server, or its absence, says is wrong. */
export class ServerError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Throws what is said where no answer comes, or none that is whole. */
function noAnswer() {
  throw new ServerError("The server doesn't answer. Is it still running? This page goes on when it is back.", 0);
}

/** The project whose addresses need no name; it is always there. */
export const firstProject = "first";

/** The project that the page's address names. */
export const project = new URLSearchParams(location.search).get("project") ?? firstProject;

/** A path of the API as this page's project has it. */
export const projectPath = path =>
  (project === firstProject ? "/v1" : `/v1/projects/${encodeURIComponent(project)}`) + path;

/** Asks for a file, or sends one for another, and lets the browser save it. */
export async function download(name, path, body) {
  const response = await request(body ? "POST" : "GET", path, body, "application/octet-stream");
  save(name, await response.blob().catch(noAnswer));
}

/** Asks, and gives the answer as JSON. A body that isn't JSON needs its type. */
export async function ask(method, path, body, type) {
  const response = await request(method, path, body, type);
  return JSON.parse(await response.text().catch(noAnswer));
}

/** Asks, and gives the answer as it comes. */
export async function request(method, path, body, type = "application/json") {
  const token = currentToken();
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  if (body !== undefined) headers["Content-Type"] = type;
  const content = body === undefined || type !== "application/json" ? body : JSON.stringify(body);
  const response = await fetch(path, { method, headers, body: content }).catch(noAnswer);
  if (response.status === 401) {
    if (await askForToken(token)) return request(method, path, body, type);
    throw new ServerError("This server answers only with its token.", 401);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ServerError(problem.detail ?? `The server answers ${response.status}.`, response.status);
  }
  return response;
}
