extension RunBatch {
  private static let metricLimit = 1000
  private static let parameterLimit = 100
  private static let tagLimit = 100
  private static let limit = 1000

  /// The batch as it is stored.
  func checked() throws(RunStoreError) -> RunBatch {
    for (index, metric) in metrics.enumerated() { try metric.check(at: "metrics[\(index)]") }
    var (checkedParameters, checkedTags): ([Parameter], [Tag]) = ([], [])
    for (index, parameter) in parameters.enumerated() {
      checkedParameters.append(try parameter.checked(at: "params[\(index)]"))
    }
    for (index, tag) in tags.enumerated() { checkedTags.append(try tag.checked(at: "tags[\(index)]")) }
    try Self.check(metrics.count, "metrics", atMost: Self.metricLimit)
    try Self.check(parameters.count, "params", atMost: Self.parameterLimit)
    try Self.check(tags.count, "tags", atMost: Self.tagLimit)
    try Self.check(metrics.count + parameters.count + tags.count, "metrics, params, and tags", atMost: Self.limit)
    try checkKeys()
    return RunBatch(metrics: metrics, parameters: checkedParameters, tags: checkedTags)
  }

  private static func check(_ count: Int, _ name: String, atMost limit: Int) throws(RunStoreError) {
    guard count > limit else { return }
    throw .invalid(
      "A batch logging request can contain at most \(limit) \(name). Got \(count) \(name). "
        + "Please split up \(name) across multiple requests and try again.")
  }

  private func checkKeys() throws(RunStoreError) {
    var seen: Set<String> = []
    let twice = parameters.map(\.key).filter { !seen.insert($0).inserted }
    guard !twice.isEmpty else { return }
    throw .invalid(
      "Duplicate parameter keys have been submitted: \(PythonLiteral.list(twice.map(PythonLiteral.text))). "
        + "Please ensure the request contains only one param value per param key.")
  }
}
