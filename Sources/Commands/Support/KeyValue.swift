import ArgumentParser

extension String {
  /// An empty text on the command line removes what is there.
  var nilIfEmpty: String? { isEmpty ? nil : self }
}

/// `K=V`, split at the first `=`.
struct KeyValue: ExpressibleByArgument, Hashable {
  let key: String
  let value: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    key = String(parts[0])
    value = String(parts[1])
  }
}
