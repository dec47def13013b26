import Query

extension FilterError {
  /// What is wrong in an option's text, shown where it stands.
  private func failure(of option: String) -> CommandFailure {
    let place = excerpt.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return CommandFailure(status: .usage, "\(option): \(message)\n\(place)\(help.map { "\nhelp: \($0)" } ?? "")")
  }

  /// Reads an option's text; what is wrong in it is shown where it stands.
  static func asked<Value>(
    _ option: String, _ text: String?, _ read: (String) throws(FilterError) -> Value
  ) throws -> Value? {
    guard let text else { return nil }
    do throws(FilterError) {
      return try read(text)
    } catch {
      throw error.failure(of: option)
    }
  }
}
