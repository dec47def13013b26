extension [String: String] {
  /// Removes tags that must be there.
  ///
  /// - Parameter what: whose tags they are, for the message.
  package mutating func removeTags(_ keys: [String], of what: String) throws {
    for key in keys where removeValue(forKey: key) == nil {
      throw ActionFailure.missing("\(what) has no tag '\(key)'", key, self.keys.sorted())
    }
  }
}
