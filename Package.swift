// swift-tools-version: 6.2
import PackageDescription

// Module names begin with Sentiment or CSentiment, so that they don't collide with those of other
// packages; the folders have the short names.
let package = Package(
  name: "sentiment",
  products: [
    .executable(name: "sentiment", targets: ["SentimentProgramWithoutServer"]),
    .library(
      name: "Sentiment",
      targets: [
        "Sentiment", "SentimentTextProcessing", "SentimentWordEmbeddings",
        "SentimentSentenceEncoders", "SentimentClassification", "SentimentTransferLearning",
        "SentimentPlatform",
      ]),
    // For the program in Server/, which adds commands to these.
    .library(name: "SentimentCommandLine", targets: ["SentimentCommandLine"]),
    // The C interface; scripts/build-release makes libsentiment.so of it.
    .library(name: "SentimentCLibrary", type: .static, targets: ["SentimentCLibrary"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(
      name: "CSentimentICU", path: "Sources/CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
    .target(
      name: "CSentimentOpenBLAS", path: "Sources/COpenBLAS",
      linkerSettings: [.linkedLibrary("openblas")]),
    .target(
      name: "CSentimentZlib", path: "Sources/CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(
      name: "CSentimentLZMA", path: "Sources/CLZMA", linkerSettings: [.linkedLibrary("lzma")]),
    .target(name: "CSentimentKernels", path: "Sources/CKernels"),
    .target(name: "CSentimentEmbedded", path: "Sources/CEmbedded"),
    .target(name: "SentimentPlatform", path: "Sources/Platform"),
    .target(
      name: "SentimentTextProcessing",
      dependencies: [
        "SentimentPlatform", "CSentimentICU", "CSentimentKernels", "CSentimentZlib",
        "CSentimentLZMA",
      ],
      path: "Sources/TextProcessing"),
    .target(
      name: "SentimentWordEmbeddings",
      dependencies: ["SentimentTextProcessing", "CSentimentKernels", "CSentimentOpenBLAS"],
      path: "Sources/WordEmbeddings"),
    .target(
      name: "SentimentClassification",
      dependencies: [
        "SentimentWordEmbeddings", "SentimentSentenceEncoders", "CSentimentKernels",
        "CSentimentOpenBLAS",
      ],
      path: "Sources/Classification"),
    .target(
      name: "SentimentSentenceEncoders",
      dependencies: [
        "SentimentPlatform", "SentimentTextProcessing", "SentimentWordEmbeddings",
        "CSentimentKernels",
      ],
      path: "Sources/SentenceEncoders"),
    .target(
      name: "SentimentTransferLearning",
      dependencies: [
        "SentimentTextProcessing", "SentimentWordEmbeddings", "SentimentSentenceEncoders",
        "SentimentClassification", "CSentimentEmbedded",
      ],
      path: "Sources/TransferLearning"),
    .target(
      name: "Sentiment", dependencies: ["SentimentTransferLearning"], path: "Sources/Sentiment"),
    .target(
      name: "SentimentExperiments", dependencies: ["SentimentTransferLearning"],
      path: "Sources/Experiments"),
    .target(
      name: "SentimentCommandLine",
      dependencies: [
        "SentimentTransferLearning", "SentimentSentenceEncoders", "SentimentExperiments",
        "CSentimentKernels",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/sentiment"),
    .executableTarget(
      name: "SentimentProgramWithoutServer", dependencies: ["SentimentCommandLine"],
      path: "Sources/Program"),
    .target(name: "CSentimentInterface", path: "Sources/CInterface"),
    .target(
      name: "SentimentCLibrary",
      dependencies: [
        "CSentimentInterface", "SentimentSentenceEncoders", "SentimentTransferLearning",
      ],
      path: "Sources/CLibrary"),
    // What measures the product is no product: scripts/benchmarks build and run it.
    .executableTarget(
      name: "few-shot",
      dependencies: [
        "SentimentTransferLearning", "SentimentExperiments",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/FewShot"),
    .testTarget(
      name: "TextProcessingTests",
      dependencies: [
        "SentimentTextProcessing", "CSentimentKernels", "CSentimentZlib", "CSentimentLZMA",
      ]),
    .testTarget(
      name: "WordEmbeddingsTests", dependencies: ["SentimentWordEmbeddings", "CSentimentKernels"]),
    .testTarget(
      name: "ClassificationTests", dependencies: ["SentimentClassification", "CSentimentKernels"]),
    .testTarget(
      name: "SentenceEncodersTests",
      dependencies: ["SentimentSentenceEncoders", "CSentimentKernels"]),
    .testTarget(
      name: "TransferLearningTests", dependencies: ["SentimentTransferLearning"]),
    .testTarget(name: "ExperimentsTests", dependencies: ["SentimentExperiments"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["SentimentProgramWithoutServer", "few-shot"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
