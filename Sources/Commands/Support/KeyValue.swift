import ArgumentParser

extension String {
  /// An empty text on the command line removes what is there.
  var nilIfEmpty: String? { isEmpty ? nil : self }
}

/// `K=V`, split at the first `=`; or `K:=V`, whose value is JSON.
struct KeyValue: ExpressibleByArgument, Hashable {
  let key: String
  let value: String
  let isTyped: Bool

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    isTyped = parts[0].utf8.last == UInt8(ascii: ":")
    key = String(isTyped ? parts[0].dropLast() : parts[0])
    guard !key.isEmpty else { return nil }
    value = String(parts[1])
  }
}
