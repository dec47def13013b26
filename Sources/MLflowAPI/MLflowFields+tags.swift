extension MLflowFields {
  /// A list of `{key, value}`; the last one of a key counts.
  func tags(_ key: String) throws(MLflowError) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in try objects(key) { tags[try tag.required("key")] = try tag.text("value") ?? "" }
    return tags
  }
}
