import ManifestCoding

/// Whether an artifact's path is safe to write below a folder that somebody names.
package enum ArtifactPath {
  static let limitInBytes = 1024

  /// What is wrong with a path, in a phrase that follows it; nil for nothing.
  package static func problem(of path: String) -> String? {
    if path.isEmpty { return "is empty" }
    if path.utf8.count > limitInBytes { return "is longer than \(limitInBytes) bytes" }
    if path.utf8.first == UInt8(ascii: "/") { return "is absolute" }
    if path.unicodeScalars.contains(where: { ManifestText.forbiddenName(of: $0) != nil || $0 == "\t" || $0 == "\n" }) {
      return "has a control character"
    }
    for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let component = String(Substring(part))
      if part.isEmpty { return "has an empty component" }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return "has the component '\(component)'" }
      if part.count > 255 { return "has a component longer than 255 bytes" }
      if let problem = PathName.portabilityProblem(of: component) { return problem }
    }
    return nil
  }
}
