extension Tag {
  /// The longest value of a run's tag, in code points.
  static let valueLimit = 8000
  private static let experimentValueLimit = 20_000

  /// A run's tag as it is stored: a value that is too long is cut.
  ///
  /// - Parameter path: its place in the request, such as `tags[3]`; empty if it is the only one.
  /// - Throws: what is wrong with the key.
  func checked(at path: String = "") throws(RunStoreError) -> Tag {
    let keyPath = path.isEmpty ? "key" : path + ".key"
    try EntityName.check(key, at: keyPath)
    try TextLimit.check(key, keyPath, atMost: EntityName.limit)
    return Tag(key, TextLimit.cut(value, to: Self.valueLimit))
  }

  func checkForExperiment() throws(RunStoreError) {
    try EntityName.check(key, at: "key")
    try TextLimit.check(key, "key", atMost: EntityName.limit)
    try TextLimit.check(value, "value", atMost: Self.experimentValueLimit)
  }
}
