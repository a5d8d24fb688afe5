// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the libraries, and the program without a server, are built without a web
// server and a database. Its `sentiment` is the whole program; scripts/serve builds it.
let package = Package(
  name: "sentiment-server",
  products: [.executable(name: "sentiment-server", targets: ["SentimentProgram"])],
  dependencies: [
    .package(name: "sentiment", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(name: "CPage"),
    .target(
      name: "SentimentService",
      dependencies: [
        "CPage",
        .product(name: "Sentiment", package: "sentiment"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "SentimentProgram",
      dependencies: [
        "SentimentService",
        .product(name: "SentimentCommandLine", package: "sentiment"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Program"),
    .testTarget(
      name: "SentimentServiceTests",
      dependencies: [
        "SentimentService",
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
