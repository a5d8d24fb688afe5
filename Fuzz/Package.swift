// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the program's build knows nothing of it; scripts/fuzz builds it.
let package = Package(
  name: "Fuzz",
  products: [.library(name: "Fuzz", type: .static, targets: ["Fuzz"])],
  dependencies: [.package(name: "sentiment", path: "..")],
  targets: [
    .target(
      name: "Fuzz",
      dependencies: [.product(name: "Sentiment", package: "sentiment")])
  ],
  swiftLanguageModes: [.v6]
)
