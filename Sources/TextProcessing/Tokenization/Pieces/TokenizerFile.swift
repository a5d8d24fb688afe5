import FoundationEssentials

/// What a `tokenizer.json` says, as far as it tells how text becomes ids of pieces. Truncation and padding
/// are the caller's.
struct TokenizerFile: Decodable {
  let addedTokens: [AddedToken]?
  let normalizer: Normalizer?
  let preTokenizer: PreTokenizer?
  let postProcessor: PostProcessor?
  let padding: Padding?
  let model: Model

  enum CodingKeys: String, CodingKey {
    case addedTokens = "added_tokens"
    case normalizer
    case preTokenizer = "pre_tokenizer"
    case postProcessor = "post_processor"
    case padding, model
  }

  /// A part of a sound file that can't be followed.
  struct Unsupported: Error {
    /// Such as "the model BPE".
    let part: String
  }

  /// A part that is none of its kind.
  struct Unsound: Error {
    let problem: String
  }

  struct AddedToken: Decodable {
    let id: Int
    let content: String
    let single_word: Bool?
    let lstrip: Bool?
    let rstrip: Bool?
    let normalized: Bool?
  }

  struct Padding: Decodable {
    let pad_id: Int
  }

  private enum TypeKey: String, CodingKey { case type }

  fileprivate static func type(_ decoder: any Decoder) throws -> String {
    try decoder.container(keyedBy: TypeKey.self).decode(String.self, forKey: .type)
  }
}

extension TokenizerFile {
  /// The steps of a normalizer, those of a `Sequence` one after the other.
  struct Normalizer: Decodable {
    let steps: [NormalizationStep]

    private struct Sequence: Decodable { let normalizers: [Normalizer] }
    private struct Bert: Decodable {
      let clean_text: Bool
      let handle_chinese_chars: Bool
      let strip_accents: Bool?
      let lowercase: Bool
    }
    private struct Precompiled: Decodable { let precompiled_charsmap: String }
    private struct Strip: Decodable {
      let strip_left: Bool
      let strip_right: Bool
    }
    private struct Prepend: Decodable { let prepend: String }
    private struct Replace: Decodable {
      let pattern: Pattern
      let content: String
      struct Pattern: Decodable {
        let String: String?
        let Regex: String?
      }
    }

    init(from decoder: any Decoder) throws {
      switch try TokenizerFile.type(decoder) {
      case "Sequence": steps = try Sequence(from: decoder).normalizers.flatMap(\.steps)
      case "BertNormalizer":
        let file = try Bert(from: decoder)
        steps = [
          .bert(
            BertNormalization(
              cleansText: file.clean_text, separatesChinese: file.handle_chinese_chars,
              stripsAccents: file.strip_accents ?? file.lowercase, lowercases: file.lowercase,
              decomposed: try NormalForm(.nfd)))
        ]
      case "NFC": steps = [.form(try NormalForm(.nfc))]
      case "NFD": steps = [.form(try NormalForm(.nfd))]
      case "NFKC": steps = [.form(try NormalForm(.nfkc))]
      case "NFKD": steps = [.form(try NormalForm(.nfkd))]
      case "Precompiled":
        steps = [.characterMap(try Self.map(Precompiled(from: decoder).precompiled_charsmap))]
      case "Lowercase": steps = [.lowercase]
      case "StripAccents": steps = [.stripAccents]
      case "Strip":
        let file = try Strip(from: decoder)
        steps = [.strip(left: file.strip_left, right: file.strip_right)]
      case "Prepend": steps = [.prepend(try Self.short(Prepend(from: decoder).prepend))]
      case "Replace": steps = [.replace(try Self.replacement(Replace(from: decoder)))]
      case let type: throw Unsupported(part: "the normalizer \(type)")
      }
    }

    private static func map(_ base64: String) throws -> CharacterMap {
      guard let bytes = Data(base64Encoded: base64) else {
        throw Unsound(problem: "its precompiled_charsmap isn't in base64")
      }
      do {
        return try CharacterMap([UInt8](bytes))
      } catch {
        throw Unsound(problem: "its precompiled_charsmap isn't one of SentencePiece")
      }
    }

    private static func replacement(_ file: Replace) throws -> Replacement {
      let pattern: Replacement.Pattern
      switch (file.pattern.String, file.pattern.Regex) {
      case (let text?, nil) where !text.isEmpty: pattern = .text(try short(text))
      case (nil, " {2,}"): pattern = .spaces(minimumCount: 2)
      case (nil, " +"): pattern = .spaces(minimumCount: 1)
      case (nil, let expression?):
        throw Unsupported(part: "the normalizer Replace with the expression \"\(expression)\"")
      default: throw Unsound(problem: "a normalizer Replace has no pattern")
      }
      return Replacement(pattern: pattern, content: try short(file.content))
    }

    /// The longest text that a step puts into another, in bytes.
    private static let longestText = 255

    private static func short(_ text: String) throws -> [UInt8] {
      guard text.utf8.count <= longestText else {
        throw Unsound(problem: "a text of its normalizer is longer than \(longestText) bytes")
      }
      return Array(text.utf8)
    }
  }

  /// The steps of a pre-tokenizer, those of a `Sequence` one after the other.
  struct PreTokenizer: Decodable {
    let steps: [PreTokenization]

    private struct Sequence: Decodable { let pretokenizers: [PreTokenizer] }
    private struct Metaspace: Decodable {
      let replacement: String
      let add_prefix_space: Bool?
      let prepend_scheme: String?
      let split: Bool?
    }

    init(from decoder: any Decoder) throws {
      switch try TokenizerFile.type(decoder) {
      case "Sequence": steps = try Sequence(from: decoder).pretokenizers.flatMap(\.steps)
      case "BertPreTokenizer": steps = [.bert]
      case "WhitespaceSplit": steps = [.whitespaceSplit]
      case "Whitespace": steps = [.whitespace]
      case "Metaspace": steps = [.metaspace(try Self.metaspace(Metaspace(from: decoder)))]
      case let type: throw Unsupported(part: "the pre-tokenizer \(type)")
      }
    }

    private static func metaspace(_ file: Metaspace) throws -> PreTokenization.Metaspace {
      guard file.replacement.unicodeScalars.count == 1 else {
        throw Unsound(problem: "the replacement of Metaspace isn't one character")
      }
      let prepending: PreTokenization.Metaspace.Prepending
      switch (file.prepend_scheme, file.add_prefix_space) {
      // Files of before 2024 have the second alone.
      case (nil, false?): prepending = .never
      case ("always", _), (nil, _): prepending = .always
      case ("first", _): prepending = .first
      case ("never", _): prepending = .never
      case (let scheme?, _): throw Unsupported(part: "the prepend_scheme \(scheme) of Metaspace")
      }
      return PreTokenization.Metaspace(
        mark: Array(file.replacement.utf8), prepending: prepending, splits: file.split ?? true)
    }
  }

  /// The ids that a post-processor puts at the ends of a single text.
  struct PostProcessor: Decodable {
    var startIDs: [Int] = []
    var endIDs: [Int] = []

    private struct Sequence: Decodable { let processors: [PostProcessor] }
    private struct Ends: Decodable {
      let cls: Named
      let sep: Named
    }
    /// A piece and its id, as a list of two.
    private struct Named: Decodable {
      let id: Int
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        _ = try list.decode(String.self)
        id = try list.decode(Int.self)
      }
    }
    private struct Template: Decodable {
      let single: [Item]
      let special_tokens: [String: Special]
      struct Item: Decodable {
        let SpecialToken: Reference?
        let Sequence: Reference?
      }
      struct Reference: Decodable { let id: String }
      struct Special: Decodable { let ids: [Int] }
    }

    init(from decoder: any Decoder) throws {
      switch try TokenizerFile.type(decoder) {
      case "Sequence":
        for inner in try Sequence(from: decoder).processors {
          startIDs = inner.startIDs + startIDs
          endIDs += inner.endIDs
        }
      case "BertProcessing", "RobertaProcessing":
        let ends = try Ends(from: decoder)
        startIDs = [ends.cls.id]
        endIDs = [ends.sep.id]
      case "TemplateProcessing": try follow(Template(from: decoder))
      case let type: throw Unsupported(part: "the post-processor \(type)")
      }
    }

    private mutating func follow(_ template: Template) throws {
      var hasText = false
      for item in template.single {
        switch (item.SpecialToken, item.Sequence) {
        case (let token?, nil):
          guard let special = template.special_tokens[token.id] else {
            throw Unsound(problem: "its template has no ids for \(token.id)")
          }
          if hasText { endIDs += special.ids } else { startIDs += special.ids }
        case (nil, .some) where !hasText: hasText = true
        default: throw Unsound(problem: "its template isn't one of a single text")
        }
      }
      guard hasText else { throw Unsound(problem: "its template has no place for the text") }
    }
  }

  enum Model: Decodable {
    case wordPiece(WordPiece)
    case unigram(Unigram)

    struct WordPiece: Decodable {
      let vocab: [String: Int]
      let unk_token: String
      let continuing_subword_prefix: String
      let max_input_chars_per_word: Int
    }

    struct Unigram: Decodable {
      let vocab: [Piece]
      let unk_id: Int?
      let byte_fallback: Bool?

      /// A piece and its score, as a list of two.
      struct Piece: Decodable {
        let text: String
        let score: Double
        init(from decoder: any Decoder) throws {
          var list = try decoder.unkeyedContainer()
          text = try list.decode(String.self)
          score = try list.decode(Double.self)
        }
      }
    }

    init(from decoder: any Decoder) throws {
      switch try TokenizerFile.type(decoder) {
      case "WordPiece": self = .wordPiece(try WordPiece(from: decoder))
      case "Unigram": self = .unigram(try Unigram(from: decoder))
      case let type: throw Unsupported(part: "the model \(type)")
      }
    }
  }
}
