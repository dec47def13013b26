/// A token that nobody guesses.
enum Secret {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

  /// `grt_` and 30 random letters and digits.
  static func make() -> String { "grt_" + String((0..<30).map { _ in letters.randomElement() ?? "x" }) }
}
