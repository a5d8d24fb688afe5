import Sentiment

// The built-in model says whether an English text is positive or negative.
let reviews = try SentimentModel.builtIn(for: .english)
let answer = try reviews.classify("It was great")
print(answer.label ?? "unknown", answer.probability)

// Your own labels, from a handful of texts in memory.
let model = try await SentimentModel.fit([
  "praise": [
    "Good food and friendly staff.", "We had a wonderful evening.",
    "The best pizza in town.", "Fast service, fresh ingredients.",
  ],
  "complaint": [
    "The soup was cold.", "We waited an hour for a table.",
    "Rude waiter and dirty plates.", "Overpriced and tasteless.",
  ],
])
print(try model.classify("The food was cold and the waiter rude.").label ?? "unknown")
if let estimate = model.estimate {
  print("right on about \(estimate.accuracy * 100) % of new texts, by cross-validation")
}
try model.write(to: "restaurant.safetensors")
