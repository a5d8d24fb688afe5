// The part in which a model is taught: texts, labels, the text that helps most, and how good it is by now.
import { showAccuracy } from "./accuracy.js";
import { startCurve } from "./curve.js";
import { askNext, focusText, forgetHistory, showSuggestion, startLabelling } from "./labelling.js";
import { showLearning, startLearning } from "./learning.js";
import { refreshLive } from "./live.js";
import { attempt } from "./messages.js";
import { showNames, startNames } from "./names.js";
import { startPerson } from "./person.js";
import { refreshUploads, showCounts, startTexts } from "./texts.js";
import { showSeparator, startUpload } from "./upload.js";

export function startTeach() {
  const textsChanged = async () => {
    forgetHistory();
    await refreshTeach();
    focusText();
  };
  startUpload(textsChanged);
  startTexts(textsChanged);
  const learnedAnew = async () => {
    await refreshLabelling();
    focusText();
  };
  startNames(learnedAnew);
  startLearning(learnedAnew);
  attempt(() => startPerson(learnedAnew));
  startLabelling(refreshLabelling);
  startCurve();
}

export const refreshTeach = () => Promise.all([refreshLabelling(), refreshUploads()]);

/** Shows the state of the labelling, and the text that was taken back where there is one; gives what it shows. */
async function refreshLabelling(takenBack) {
  const state = await askNext();
  showCounts(state);
  showNames(state);
  showSeparator(state);
  showLearning(state);
  showAccuracy(state);
  // Not waited for: the next label can be given already.
  refreshLive().catch(() => {});
  return showSuggestion(state, takenBack);
}
