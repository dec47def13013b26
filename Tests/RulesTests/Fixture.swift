import Blobs
import Diagnostics
import Foundation
import Git
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// One case of a rule: a folder with `before/`, `after/`, `facts.txt` and `expected.txt`; `README.md` beside the rules' folders
/// tells the format.
struct Fixture: Sendable, CustomTestStringConvertible {
  static let root = "Tests/RulesTests/Fixtures"

  let rule: String
  let name: String

  var path: String { "\(Self.root)/\(rule)/\(name)" }
  var testDescription: String { "\(rule)/\(name)" }

  static func all() throws -> [Fixture] {
    try SourceTree.names(in: root).filter { !$0.contains(".") }.flatMap { rule in
      try SourceTree.names(in: "\(root)/\(rule)").map { Fixture(rule: rule, name: $0) }
    }
  }

  /// The lines of `facts.txt` as (word, rest).
  private func directives() throws -> [(word: String, rest: String)] {
    guard let text = try? SourceTree.text(path + "/facts.txt") else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }

  /// The files that every fixture starts from.
  static func base(in repository: Repository) throws -> [RepositoryPath: TreeEntry] {
    try Fixture(rule: "", name: "").files(in: "Tests/RulesTests/Base", repository)
  }

  /// Builds both snapshots in an empty repository's memory.
  func trees(in repository: Repository) throws -> (before: ObjectID, after: ObjectID) {
    let directives = try directives()
    func values(_ word: String) -> [String] { directives.filter { $0.word == word }.map(\.rest) }
    let base = values("base") == ["none"] ? [:] : try files(in: "Tests/RulesTests/Base", repository)
    let before = base.merging(try files(in: path + "/before", repository)) { $1 }
    var after = before.merging(try files(in: path + "/after", repository)) { $1 }
    for removed in values("removed") {
      after = after.filter { "\($0.key)" != removed && !$0.key.hasPrefix(removed + "/") }
    }
    for entry in values("entry") { try add(entry, to: &after, repository) }
    return (try repository.stageTree(of: before), try repository.stageTree(of: after))
  }

  /// Judges the change between the two.
  func report() throws -> String {
    let directives = try directives()
    func values(_ word: String) -> [String] { directives.filter { $0.word == word }.map(\.rest) }
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    let repository = try Repository.open(at: sandbox.path("repo"))
    let trees = try trees(in: repository)
    let old = CommitSnapshot(repository, tree: trees.before)
    let new = CommitSnapshot(repository, tree: trees.after)
    let isFirst = values("before") == ["none"]
    let change = try values("judge") == ["snapshot"] ? Change(whole: new) : Change(from: isFirst ? nil : old, to: new)
    let facts = try facts(values, isFirst ? nil : old, new)
    let conflicts = values("conflict").compactMap { line -> Merge.Conflict? in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return RepositoryPath(parts[1]).map { Merge.Conflict(path: $0, isAddedByBoth: parts[0] == "both") }
    }
    if !conflicts.isEmpty {
      return TextRenderer.render(
        try Judge.judge(Merge(base: "origin/main", head: "retrain", conflicts: conflicts)))
    }
    if let line = values("refused").first {
      return TextRenderer.render(
        try Judge.judge(Merge(base: "origin/main", head: "retrain", refused: Self.refused(line))))
    }
    let references = try facts.push.map { try Judge.judge($0) }
    let content = try Judge.judge(change, facts)
    let report = references?.merging(content) ?? content
    return TextRenderer.render(report)
  }

  private func facts(
    _ values: (String) -> [String], _ before: CommitSnapshot?, _ after: CommitSnapshot
  ) throws -> Facts {
    let actor: Actor =
      if let local = values("local").first {
        .local(local)
      } else {
        switch values("actor").first ?? "ada" {
        case "-": .authenticated(nil)
        case "?": .unknown
        case let name: .authenticated(name)
        }
      }
    let moves = values("move").compactMap { text -> RefMove? in
      let parts = text.split(separator: " ").map(String.init)
      guard (2...4).contains(parts.count), let name = RefName(parts[0]) else { return nil }
      let (one, two) = (
        ObjectID(hex: String(repeating: "1", count: 40)), ObjectID(hex: String(repeating: "2", count: 40))
      )
      let isNew = ["made", "twin"].contains(parts[1])
      return RefMove(
        name: name, old: isNew ? nil : one, new: parts[1] == "deleted" ? nil : two,
        claimedOld: parts[1] == "stale" ? two : isNew ? nil : one,
        isProtected: parts[0] == "refs/heads/main", isFastForward: parts[1] != "rewound",
        keepsFirstParents: !["rewound", "foxtrot"].contains(parts[1]), hasTwin: parts[1] == "twin",
        // What a tag leads to, and the name inside.
        tagTarget: (parts.count > 2 ? ObjectKind(rawValue: parts[2]) : nil).map {
          TagTarget(kind: $0, name: parts.count > 3 ? Array(parts[3].utf8) : nil)
        })
    }
    var push =
      moves.isEmpty
      ? nil
      : Push(
        moves: moves, allowedNamespaces: values("allowed"), references: values("reference").compactMap { RefName($0) })
    if let problem = values("malformed").first { push = Push(malformation: problem) }
    // QUANTITY ACTUAL LIMIT KEY
    for line in values("excess") {
      let parts = line.split(separator: " ").map(String.init)
      let excess = Push.Excess(
        what: "the number of \(parts[0])", actual: Int(parts[1]) ?? 0, limit: Int(parts[2]) ?? 0, key: parts[3])
      push = Push(excesses: (push?.excesses ?? []) + [excess])
    }
    // SECONDS of the commit, of its parent, of the clock
    let step = values("step").first.flatMap { line -> Step? in
      let numbers = line.split(separator: " ").compactMap { Int64($0) }
      guard numbers.count == 3, let id = ObjectID(hex: String(repeating: "3", count: 40)) else { return nil }
      return Step(commit: id, committedAt: numbers[0], parentCommittedAt: numbers[1], judgedAt: numbers[2])
    }
    return Facts(
      actor: actor, content: try FixtureContent(values("stored"), missing: values("missing"), after), push: push,
      step: step,
      signatures: try FixtureSignatures(values("commit"), values("tip"), before ?? after),
      firstAdmin: values("first-admin").first)
  }

  /// `RULE MESSAGE` of a commit that could not land by itself; nil for neither.
  private static func refused(_ line: String) -> RefusedCommit? {
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let commit = ObjectID(hex: String(repeating: "4", count: 40)) else { return nil }
    return RefusedCommit(
      commit: commit, rule: parts[0], message: parts[1], cause: ObjectID(hex: String(repeating: "5", count: 40)))
  }

  /// `OCTALMODE ESCAPEDPATH CONTENT…`
  private func add(_ text: String, to files: inout [RepositoryPath: TreeEntry], _ repository: Repository) throws {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, let mode = UInt32(parts[0], radix: 8),
      let path = RepositoryPath(bytes: Self.unescape(parts[1]))
    else {
      throw FixtureError(text: "\(self.path): no entry: \(text)")
    }
    let content = parts.count > 2 ? Self.unescape(parts[2]) : []
    files[path] = TreeEntry(mode: FileMode(mode), name: path.name, id: try repository.stage(.blob, content))
  }

  private static func unescape(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "n") {
        rest.removeFirst()
        bytes.append(UInt8(ascii: "\n"))
      } else if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"),
        let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
      {
        rest = rest.dropFirst(3)
        bytes.append(value)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// The files below a folder of this repository, symbolic links and executable bits included.
  private func files(in folder: String, _ repository: Repository) throws -> [RepositoryPath: TreeEntry] {
    let top = SourceTree.url(folder)
    var files: [RepositoryPath: TreeEntry] = [:]
    guard let names = FileManager.default.enumerator(atPath: top.path) else { return files }
    for case let name as String in names {
      let url = top.appending(path: name)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      let type = attributes[.type] as? FileAttributeType
      guard type != .typeDirectory, let path = RepositoryPath(name) else { continue }
      let isExecutable = ((attributes[.posixPermissions] as? Int) ?? 0) & 0o111 != 0
      let isLink = type == .typeSymbolicLink
      let content =
        isLink
        ? Data(try FileManager.default.destinationOfSymbolicLink(atPath: url.path).utf8) : try Data(contentsOf: url)
      let mode: FileMode = isLink ? .symbolicLink : isExecutable ? .executable : .file
      files[path] = TreeEntry(mode: mode, name: path.name, id: try repository.stage(.blob, Array(content)))
    }
    return files
  }
}

struct FixtureError: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}

/// The LFS store of a fixture: it has the content of every pointer in the tree, but for what the fixture says.
private final class FixtureContent: ContentFacts {
  let knowsStore: Bool
  private var sizes: [Digest: Int64] = [:]
  private let snapshot: CommitSnapshot

  init(_ stored: [String], missing: [String], _ after: CommitSnapshot) throws {
    snapshot = after
    knowsStore = !stored.contains("none")
    for change in try after.repository.changes(from: nil, to: after.tree) where change.path.hasPrefix("blobs/") {
      guard let blob = change.after?.id, let pointer = LFSPointer(try after.content(of: blob)) else { continue }
      sizes[pointer.digest] = pointer.sizeInBytes
    }
    for line in stored where line != "none" {
      let parts = line.split(separator: " ").map(String.init)
      if parts.count == 2, let digest = Digest(parts[0]), let size = Int64(parts[1]) { sizes[digest] = size }
    }
    for digest in missing.compactMap({ Digest($0) }) { sizes[digest] = nil }
  }

  func storedSizeInBytes(of digest: Digest) -> Int64? { sizes[digest] }

  func digest(ofGitBlob blob: ObjectID) throws(GitError) -> Digest {
    var hash = ContentHash()
    try snapshot.content(of: blob).withUnsafeBytes { hash.update($0) }
    return hash.digest
  }
}

/// The new commits of a fixture, the tip first: `commit: unsigned`, `by NAME`, `unknown [KEY]` or `invalid REASON`, a line each.
/// `tip: acts` where its signer is the actor, `tip: none` where the tip is a merge that is not made yet.
private final class FixtureSignatures: SignatureFacts {
  let namesActor: Bool
  private let hasTip: Bool
  private let all: [SignedCommit]
  private let members: any Snapshot
  let base = ObjectID(hex: String(repeating: "b", count: 40))

  /// Nil where there are no commits.
  init?(_ lines: [String], _ tip: [String], _ members: any Snapshot) throws {
    guard !lines.isEmpty else { return nil }
    self.members = members
    namesActor = tip == ["acts"]
    hasTip = tip != ["none"]
    all = try lines.enumerated().map { index, line in
      guard let id = ObjectID(hex: String(repeating: "\(index + 1)", count: 40)) else {
        throw FixtureError(text: "more commits than digits")
      }
      let (word, rest) = (String(line.prefix { $0 != " " }), String(line.drop { $0 != " " }.dropFirst()))
      let signature: CommitSignature
      switch word {
      case "by": signature = .member(rest, key: "SHA256:" + rest)
      case "unknown": signature = .unknownKey("SHA256:new", identity: rest.isEmpty ? [] : try SigningKey(rest).identity)
      case "invalid": signature = .invalid(rest, key: "SHA256:some")
      default: signature = .none
      }
      return SignedCommit(id: id, signature: signature)
    }
  }

  func areRequired() throws(GitError) -> Bool {
    try members.organization()?.value?.effectiveSignatures == .required
  }
  func commits() -> [SignedCommit] { all }
  func tip() -> SignedCommit? { hasTip ? all.first : nil }
}
