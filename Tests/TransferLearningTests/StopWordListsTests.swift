import SentimentTransferLearning
import Testing

@Suite struct StopWordListsTests {
  @Test(arguments: [
    (Language.english, ["not", "no", "never", "don't", "isn't", "can't", "very", "too", "but"]),
    (.german, ["nicht", "kein", "keine", "nie", "sehr", "aber"]),
    (.spanish, ["no", "nunca", "muy", "pero"]),
    (.french, ["ne", "pas", "jamais", "très", "trop", "mais"]),
    (.chinese, ["不", "没", "没有", "很", "太", "但", "但是"]),
  ])
  func wordsThatTurnSentimentStay(language: Language, words: [String]) {
    for word in words {
      #expect(!language.stopWords.contains(word), "\(word) is a stop word")
    }
  }

  @Test(arguments: [
    (Language.english, ["the", "it", "was", "it's"]), (.german, ["der", "die", "und", "ist"]),
    (.spanish, ["el", "la", "y", "es"]), (.french, ["le", "la", "et", "est"]),
    (.chinese, ["的", "了", "是", "我"]),
  ])
  func wordsOfGrammarAreLeftOut(language: Language, words: [String]) {
    for word in words {
      #expect(language.stopWords.contains(word), "\(word) is no stop word")
    }
  }

  @Test(arguments: [
    (Language.english, "It was the best of times, and it was the worst of times for all of us."),
    (.german, "Das ist ein Film, der mir nicht aus dem Kopf geht, und ich weiß nicht, warum."),
    (.spanish, "Es una película que no se olvida y que me ha gustado más de lo que esperaba."),
    (.french, "C'est un film que je ne peux pas oublier, et je ne sais pas pourquoi il est là."),
    (.chinese, "这部电影真的很好看，我很喜欢。"),
  ])
  func theLanguageIsToldFromTheText(language: Language, text: String) throws {
    #expect(try Language.detect(Array(text.utf8)) == language)
  }
}
