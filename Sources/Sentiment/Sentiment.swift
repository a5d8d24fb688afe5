// `import Sentiment` brings all modules of the library.
@_exported import SentimentClassification
@_exported import SentimentSentenceEncoders
@_exported import SentimentTextProcessing
@_exported import SentimentTransferLearning
@_exported import SentimentWordEmbeddings
