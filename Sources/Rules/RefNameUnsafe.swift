import Diagnostics
import Git
import Manifests

extension Rule {
  static let refNameUnsafe = Rule(
    "ref-name-unsafe", .push,
    summary: "a new branch or tag whose name could be taken for something else",
    explanation: """
      A name that starts with a hyphen is read as an option, one of hexadecimal digits as a commit, HEAD as HEAD, and a name that
      a branch and a tag share means either. Names are printable ASCII; a branch does not look like a version, as tags do.
      """,
    example: """
      git push origin main:refs/tags/main
      """
  ) { _, facts, findings throws(GitError) in
    let moves = facts.push?.moves ?? []
    let names = Set(moves.filter { $0.new != nil }.map(\.name))
    for move in moves where move.old == nil && move.new != nil {
      let twin = move.name.twin
      let hasTwin = move.hasTwin || twin.map(names.contains) == true
      guard let problem = move.name.ambiguity ?? (hasTwin ? "is the name of a branch and of a tag" : nil) else {
        continue
      }
      findings.add("\(move.name) \(problem)", at: SourceLocation(path: "\(move.name)"), help: "choose another name")
    }
  }
}

extension RefName {
  /// What a name could be taken for, in a phrase that follows it; nil for a clear one.
  fileprivate var ambiguity: String? {
    guard bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else { return "has characters other than printable ASCII" }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: "/").dropFirst(2)
    if parts.contains(where: { $0.hasPrefix("-") }) { return "starts with a hyphen, as options do" }
    let name = parts.joined(separator: "/")
    if ["HEAD", "@", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD"].contains(name) {
      return "is a name that git itself uses"
    }
    if [40, 64].contains(name.count), name.allSatisfy(\.isHexDigit) { return "looks like an object's id" }
    if branch != nil, parts.count == 1, Self.looksLikeVersion(name) { return "looks like a version, as tags do" }
    return nil
  }

  private static func looksLikeVersion(_ name: String) -> Bool {
    let number = name.hasPrefix("v") || name.hasPrefix("V") ? String(name.dropFirst()) : name
    return SemanticVersion(number) != nil
  }
}
