import ArgumentParser

/// A label's share as a person gives it, such as `positive=0.7`. The last "=" counts: a label may have
/// one.
struct LabelShare: ExpressibleByArgument {
  let label: String
  let share: Double

  init?(argument: String) {
    guard let separator = argument.lastIndex(of: "="), separator > argument.startIndex,
      let share = Double(argument[argument.index(after: separator)...]), 0 < share, share < 1
    else { return nil }
    label = String(argument[..<separator])
    self.share = share
  }
}
