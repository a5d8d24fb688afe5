// Puts the page together. All that it shows comes from the API that /openapi.json describes.
import { startAnswerFile } from "./answerfile.js";
import { refreshCall, startCall } from "./call.js";
import { refreshLabels, startLabels } from "./labels.js";
import { refreshLive } from "./live.js";
import { refreshLook, startLook } from "./look.js";
import { startMany } from "./many.js";
import { startMap } from "./map.js";
import { onceBack } from "./messages.js";
import { startProjects } from "./projects.js";
import { openTabs, refreshShown } from "./tabs.js";
import { refreshTeach, startTeach } from "./teach.js";
import { refreshTrain, startTrain } from "./train.js";
import { startTry } from "./try.js";

startTry();
startMany();
startAnswerFile();
startTeach();
startLabels();
startTrain();
startMap();
startLook();
startCall();
onceBack(refreshShown);
openTabs({
  try: refreshLive, teach: refreshTeach, labels: refreshLabels,
  train: refreshTrain, look: refreshLook, call: refreshCall,
});
startProjects();
