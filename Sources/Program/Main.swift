import SentimentCommandLine

/// The program without a server; `Server/` builds the one that has it.
@main
enum Main {
  static func main() {
    Program.main()
  }
}
