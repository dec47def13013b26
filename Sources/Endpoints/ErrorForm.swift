/// How a mount's clients want to be told what went wrong.
package struct ErrorForm: Sendable {
  /// Paths that begin so are this mount's, also those that lead nowhere.
  package let prefix: RoutePattern
  package let response: @Sendable (any Error) -> ServerResponse
  private let isOther: (@Sendable ([String]) -> Bool)?

  /// - Parameter isOther: true for paths below the prefix that are not this mount's; nil if there are none.
  package init(
    under prefix: RoutePattern, unless isOther: (@Sendable ([String]) -> Bool)? = nil,
    _ response: @escaping @Sendable (any Error) -> ServerResponse
  ) {
    self.isOther = isOther
    self.prefix = prefix
    self.response = response
  }

  /// True if a path is below the prefix.
  func covers(_ segments: [String]) -> Bool {
    guard segments.count >= prefix.segments.count, !(isOther?(segments) ?? false) else { return false }
    return zip(prefix.segments, segments).allSatisfy { pattern, segment in
      if case .literal(let text) = pattern { text == segment } else { true }
    }
  }
}
