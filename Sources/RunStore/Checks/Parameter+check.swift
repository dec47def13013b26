extension Parameter {
  private static let valueLimit = 6000

  /// The parameter as it is stored: a value that is too long is cut.
  ///
  /// - Parameter path: its place in the request, such as `params[3]`; empty if it is the only one.
  /// - Throws: what is wrong with the key.
  func checked(at path: String = "") throws(RunStoreError) -> Parameter {
    try EntityName.check(key, at: path.isEmpty ? "key" : path + ".key")
    try TextLimit.check(key, "Param key", atMost: EntityName.limit)
    return Parameter(key, TextLimit.cut(value, to: Self.valueLimit))
  }
}
