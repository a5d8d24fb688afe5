import ArgumentParser

/// Whether mark-up is text.
struct MarkupOption: ParsableArguments {
  @Flag(
    name: .customLong("keep-markup"),
    help: """
      Take tags, addresses of pages and mail, @names and references such as &amp; for words, as they \
      stand. By default these are no words, and references are the characters that they name.
      """)
  var isKept = false
}
