import Foundation
import FoundationXML
import Testing

/// The texts of a well-formed XML document, an element's text each.
final class XMLTexts: NSObject, XMLParserDelegate {
  private(set) var rootElement: String?
  private(set) var texts: [String] = []
  private var text = ""

  init(_ document: Data) throws {
    super.init()
    let parser = XMLParser(data: document)
    parser.delegate = self
    try #require(parser.parse(), "line \(parser.lineNumber): \(parser.parserError as Any)")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    rootElement = rootElement ?? name
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    texts.append(text)
    text = ""
  }
}
