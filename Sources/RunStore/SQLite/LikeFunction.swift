internal import GRDB
import Query
private import Synchronization

/// `matches(text, pattern, isCaseSensitive)` in SQL.
final class LikeFunction: Sendable {
  private struct Key: Hashable {
    let pattern: String
    let isCaseSensitive: Bool
  }

  private let patterns = Mutex<[Key: LikePattern]>([:])

  /// Patterns that are kept between rows.
  private static let limit = 64

  static func add(to database: Database) {
    let function = LikeFunction()
    database.add(
      function: DatabaseFunction("matches", argumentCount: 3, pure: true) { values in
        guard let text = String.fromDatabaseValue(values[0]), let pattern = String.fromDatabaseValue(values[1]) else {
          return false
        }
        return function.pattern(pattern, Bool.fromDatabaseValue(values[2]) ?? true).matches(text)
      })
  }

  private func pattern(_ text: String, _ isCaseSensitive: Bool) -> LikePattern {
    let key = Key(pattern: text, isCaseSensitive: isCaseSensitive)
    return patterns.withLock { patterns in
      if let known = patterns[key] { return known }
      if patterns.count >= Self.limit { patterns = [:] }
      let pattern = LikePattern(text, isCaseSensitive: isCaseSensitive)
      patterns[key] = pattern
      return pattern
    }
  }
}
