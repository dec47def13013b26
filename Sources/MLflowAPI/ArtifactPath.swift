/// The path of a file below `mlflow-artifacts:/`: segments that are no step aside or up.
struct ArtifactPath: Hashable {
  let text: String

  /// - Throws: ``MLflowError`` for a path that leads elsewhere.
  init(checking text: String) throws(MLflowError) {
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    let isSafe = segments.allSatisfy { segment in
      !segment.isEmpty && segment != "." && segment != ".."
        && segment.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\\" }
    }
    guard isSafe, text.utf8.count <= 1_024 else { throw .invalid("Invalid path") }
    self.text = text
  }

  /// That of an address of this server.
  init(_ address: String) {
    text = String(address.drop { $0 != "/" }.drop { $0 == "/" })
  }

  func appending(_ path: String) -> String { path.isEmpty ? text : "\(text)/\(path)" }
}
