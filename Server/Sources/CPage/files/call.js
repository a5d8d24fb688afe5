// How programs call the API.
import { ask, project, projectPath } from "./api.js";
import { $ } from "./elements.js";
import { say } from "./messages.js";
import { currentToken } from "./token.js";

const variable = "SENTIMENT_TOKEN";

export function startCall() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText($(button.dataset.copy).textContent);
      button.textContent = "Copied";
      say("Copied");
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  }
}

export async function refreshCall() {
  const { isMultiLabel } = await ask("GET", `/v1/projects/${encodeURIComponent(project)}`);
  const token = currentToken();
  const address = location.origin + projectPath("/classify");
  $("address").textContent = location.origin;
  $("curl").textContent = curl(address, token);
  $("python").textContent = python(address, token, isMultiLabel);
  $("swift").textContent = swift(address, token, isMultiLabel);
}

const curl = (address, token) => `curl -s ${address} ${token ? `\\
  -H "Authorization: Bearer $${variable}" ` : ""}\\
  -H 'Content-Type: application/json' \\
  -d '{"text": "It was great, loved it."}'`;

const python = (address, token, isMultiLabel) => `import json, ${token ? "os, " : ""}urllib.request

texts = ["It was great, loved it.", "It was really stupid."]
request = urllib.request.Request(
    "${address}",
    data=json.dumps({"texts": texts}).encode(),
    headers={"Content-Type": "application/json"},
)${token ? `
request.add_header("Authorization", "Bearer " + os.environ["${variable}"])` : ""}
for prediction in json.load(urllib.request.urlopen(request))["predictions"]:
    print(${isMultiLabel ? `prediction["labels"]` : `prediction["label"], prediction["probability"]`})`;

const swift = (address, token, isMultiLabel) => `import Foundation
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

struct Answer: Decodable {
  struct Prediction: Decodable {
    ${isMultiLabel ? "let labels: [String]" : `let label: String?
    let probability: Double`}
  }
  let predictions: [Prediction]
}

var request = URLRequest(url: URL(string: "${address}")!)
request.httpMethod = "POST"
request.setValue("application/json", forHTTPHeaderField: "Content-Type")${token ? `
let token = ProcessInfo.processInfo.environment["${variable}"] ?? ""
request.setValue("Bearer \\(token)", forHTTPHeaderField: "Authorization")` : ""}
request.httpBody = try JSONEncoder().encode(["text": "It was great, loved it."])
let (data, _) = try await URLSession.shared.data(for: request)
for prediction in try JSONDecoder().decode(Answer.self, from: data).predictions {
  print(${isMultiLabel ? "prediction.labels" : `prediction.label ?? "no answer", prediction.probability`})
}`;
