import Query

extension FilterError {
  /// What is wrong in an option's text, shown where it stands.
  func failure(of option: String) -> CommandFailure {
    let place = excerpt.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return CommandFailure(status: .usage, "\(option): \(message)\n\(place)\(help.map { "\nhelp: \($0)" } ?? "")")
  }
}
