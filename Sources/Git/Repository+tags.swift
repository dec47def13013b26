private import CLibgit2
private import Glibc

extension Repository {
  private static let tagsInARow = 8
  private static let tagSizeInBytes = 1 << 20

  /// Follows a tag's object.
  ///
  ///     object <id>
  ///     type <kind>
  ///     tag <name>
  ///     tagger …
  ///
  /// Source: gitformat-signature(5), git-mktag(1).
  package func tagTarget(of id: ObjectID) throws(GitError) -> TagTarget {
    var id = id
    var name: [UInt8]?
    for _ in 0..<Self.tagsInARow {
      let kind = try header(of: id).kind
      guard kind == .tag, let content = try content(of: id, .tag, atMost: Self.tagSizeInBytes) else {
        return TagTarget(kind: kind, name: name)
      }
      let lines = content.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
      guard lines.count > 2, lines[0].starts(with: "object ".utf8), lines[2].starts(with: "tag ".utf8),
        let target = ObjectID(hex: lines[0].dropFirst("object ".utf8.count))
      else { return TagTarget(kind: .tag, name: name) }
      if name == nil { name = Array(lines[2].dropFirst("tag ".utf8.count)) }
      id = target
    }
    return TagTarget(kind: .tag, name: name)
  }

  /// The names of all references but HEAD, in no order.
  package func referenceNames() throws(GitError) -> [RefName] {
    var iterator: OpaquePointer?
    try libgit2("list the references") { git_reference_iterator_new(&iterator, handle) }
    defer { git_reference_iterator_free(iterator) }
    return try names(of: iterator)
  }

  /// The names of all branches, in no order.
  package func branchNames() throws(GitError) -> [RefName] {
    var iterator: OpaquePointer?
    try libgit2("list the branches") { git_reference_iterator_glob_new(&iterator, handle, "refs/heads/*") }
    defer { git_reference_iterator_free(iterator) }
    return try names(of: iterator)
  }

  private func names(of iterator: OpaquePointer?) throws(GitError) -> [RefName] {
    var names: [RefName] = []
    var text: UnsafePointer<CChar>?
    while true {
      let code = git_reference_next_name(&text, iterator)
      guard code != GIT_ITEROVER.rawValue else { return names }
      try libgit2("list the references") { code }
      guard let text else { continue }
      let bytes = UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
      if let name = RefName(bytes: bytes) { names.append(name) }
    }
  }
}
