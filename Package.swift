// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "sentiment",
  products: [
    .executable(name: "sentiment", targets: ["sentiment"]),
    .library(name: "TextProcessing", targets: ["TextProcessing"]),
    .library(name: "WordEmbeddings", targets: ["WordEmbeddings"]),
    .library(name: "Classification", targets: ["Classification"]),
    .library(name: "TransferLearning", targets: ["TransferLearning"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
    .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("openblas")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
    .target(name: "CEmbedded"),
    .target(name: "CSkipGramKernel"),
    .target(name: "CTextKernel"),
    .target(name: "TextProcessing", dependencies: ["CICU", "CTextKernel", "CZlib", "CLZMA"]),
    .target(
      name: "WordEmbeddings",
      dependencies: ["TextProcessing", "CSkipGramKernel", "CTextKernel", "COpenBLAS"]),
    .target(
      name: "Classification", dependencies: ["WordEmbeddings", "COpenBLAS", "CTextKernel"]),
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
    .testTarget(
      name: "TextProcessingTests",
      dependencies: ["TextProcessing", "CTextKernel", "CZlib", "CLZMA"]),
    .testTarget(
      name: "WordEmbeddingsTests",
      dependencies: ["WordEmbeddings", "CSkipGramKernel", "CTextKernel"]),
    .testTarget(name: "ClassificationTests", dependencies: ["Classification", "CTextKernel"]),
    .testTarget(name: "TransferLearningTests", dependencies: ["TransferLearning"]),
    .testTarget(name: "CommandLineTests", dependencies: ["sentiment"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
