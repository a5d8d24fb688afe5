/// What ends a line.
enum LineEnd: String {
  case lf = "\n"
  case crlf = "\r\n"
  case cr = "\r"
  /// The end of the file.
  case none = ""
}
