// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "sentiment",
  products: [
    .executable(name: "sentiment", targets: ["sentiment"]),
    .executable(name: "sentiment-server", targets: ["sentiment-server"]),
    .library(name: "TextProcessing", targets: ["TextProcessing"]),
    .library(name: "WordEmbeddings", targets: ["WordEmbeddings"]),
    .library(name: "Classification", targets: ["Classification"]),
    .library(name: "TransferLearning", targets: ["TransferLearning"]),
  ],
  dependencies: [
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
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
    .target(name: "CEmbedded"),
    .target(name: "CSkipGramKernel"),
    .target(name: "CPrefetch"),
    .target(name: "TextProcessing", dependencies: ["CICU", "CPrefetch", "CZlib", "CLZMA"]),
    .target(
      name: "WordEmbeddings", dependencies: ["TextProcessing", "CSkipGramKernel", "COpenBLAS"]),
    .target(
      name: "Classification", dependencies: ["WordEmbeddings", "COpenBLAS", "CPrefetch"]),
    .target(
      name: "TransferLearning",
      dependencies: [
        "TextProcessing", "WordEmbeddings", "Classification", "COpenBLAS", "CEmbedded",
      ]),
    .executableTarget(
      name: "sentiment",
      dependencies: [
        "TransferLearning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "CPage"),
    .target(
      name: "SentimentService",
      dependencies: [
        "TransferLearning", "CPage",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "sentiment-server",
      dependencies: [
        "SentimentService",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "TextProcessingTests", dependencies: ["TextProcessing", "CZlib", "CLZMA"]),
    .testTarget(name: "WordEmbeddingsTests", dependencies: ["WordEmbeddings", "CSkipGramKernel"]),
    .testTarget(name: "ClassificationTests", dependencies: ["Classification"]),
    .testTarget(name: "TransferLearningTests", dependencies: ["TransferLearning"]),
    .testTarget(name: "SentimentServiceTests", dependencies: ["SentimentService"]),
    .testTarget(name: "CommandLineTests", dependencies: ["sentiment", "sentiment-server"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
