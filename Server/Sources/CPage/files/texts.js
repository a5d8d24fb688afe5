// The texts: files of them in, and out again.
import { ask, projectPath } from "./api.js";
import { $, count } from "./elements.js";
import { attempt, say } from "./messages.js";

/** Calls back when there are other texts. */
export function startTexts(changed) {
  $("file").addEventListener("change", () => attempt(() => upload(changed)));
  $("remove-texts").addEventListener("click", () => attempt(async () => {
    if (!confirm("Remove all texts and labels from the data folder?")) return;
    await ask("DELETE", projectPath("/texts"));
    sayOfUpload("");
    await changed();
    say("All texts are removed.");
  }));
}

async function upload(changed) {
  const file = $("file").files[0];
  if (!file) return;
  const query = new URLSearchParams({ name: file.name, labelled: $("labelled").checked });
  sayOfUpload(`Reading ${file.name} …`);
  try {
    const { added, read, skipped, repaired } =
      await ask("POST", projectPath(`/texts?${query}`), file, "application/octet-stream");
    sayOfUpload(`${added} of the ${read} in ${file.name} are new`
      + (skipped ? `; ${skipped} lines were left out.` : ".")
      + (repaired ? ` ${repaired} signs aren't UTF-8; save the file as UTF-8 and upload it again to keep them.` : ""));
    await changed();
  } catch (error) {
    sayOfUpload("");
    throw error;
  } finally {
    $("file").value = "";
  }
}

function sayOfUpload(text) {
  $("uploaded").textContent = text;
  if (text) say(text);
}

export function showCounts({ counts: { texts, labelled, skipped } }) {
  $("counts").textContent = texts
    ? `${count(texts, "text")}, ${labelled.toLocaleString("en")} labelled, ${skipped.toLocaleString("en")} skipped.`
    : "No texts yet.";
}
