// The part in which a model is taught: texts, labels, the text that helps most, and how good it is by now.
import { showAccuracy } from "./accuracy.js";
import { ask, projectPath } from "./api.js";
import { startCurve } from "./curve.js";
import { focusText, forgetHistory, showSuggestion, startLabelling } from "./labelling.js";
import { refreshLive } from "./live.js";
import { showNames, startNames } from "./names.js";
import { showCounts, startTexts } from "./texts.js";

export function startTeach() {
  startTexts(async () => {
    forgetHistory();
    await refreshTeach();
    focusText();
  });
  startNames(async () => {
    await refreshTeach();
    focusText();
  });
  startLabelling(refreshTeach);
  startCurve();
}

/** Shows the state of the labelling, and the text that was taken back where there is one; gives what it shows. */
export async function refreshTeach(takenBack) {
  const state = await ask("GET", projectPath("/suggestions?limit=1"));
  showCounts(state);
  showNames(state);
  showAccuracy(state);
  // Not waited for: the next label can be given already.
  refreshLive().catch(() => {});
  return showSuggestion(state, takenBack);
}
