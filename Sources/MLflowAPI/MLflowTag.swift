import Diagnostics

/// Tags in JSON.
enum MLflowTag {
  /// By key.
  static func list(_ tags: [String: String]) -> [JSONValue] {
    tags.sorted { $0.key < $1.key }.map { .object(["key": .string($0.key), "value": .string($0.value)]) }
  }
}
