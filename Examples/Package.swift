// swift-tools-version: 6.2
import PackageDescription

// Programs that use the library as another package would; `Examples/test` builds and runs them. In a
// package of your own, in place of the path:
//   .package(url: "https://…/sentiment", from: "0.9.0")
let package = Package(
  name: "sentiment-examples",
  dependencies: [
    .package(name: "sentiment", path: ".."),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
  ],
  targets: [
    .executableTarget(
      name: "Classify", dependencies: [.product(name: "Sentiment", package: "sentiment")]),
    .executableTarget(
      name: "ReadmeExample", dependencies: [.product(name: "Sentiment", package: "sentiment")]),
    .executableTarget(
      name: "FitFromArrays", dependencies: [.product(name: "Sentiment", package: "sentiment")]),
    .executableTarget(
      name: "AppleNames", dependencies: [.product(name: "Sentiment", package: "sentiment")]),
    .executableTarget(
      name: "Serve",
      dependencies: [
        .product(name: "Sentiment", package: "sentiment"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
