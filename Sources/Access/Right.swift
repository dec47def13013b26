/// What a request asks for in a registry, least first.
package enum Right: String, Sendable, CaseIterable, Comparable {
  /// What manifests say.
  case look
  /// Content too.
  case read
  case write
  case administrate

  package static func < (left: Right, right: Right) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
