import ArgumentParser
import Blobs
import Git
import ManifestCoding
import Manifests
import Rules

struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Rewrite the manifests of the work tree in canonical form.",
    discussion: """
      Block style, fixed order of keys, fixed quoting; comments stay with the key below them. --check rewrites nothing and \
      lists the files that would change, with exit status 1.

      EXAMPLES
        git registry fmt
        git registry fmt --check --root sample-registry
      """)

  @Flag(help: "List the files that would change, and change none.")
  var check = false

  @Option(
    help: ArgumentHelp("The folder of the work tree that holds the registry.", valueName: "path"),
    completion: .directory)
  var root: String?

  @OptionGroup var place: Place

  func run() throws {
    let repository = try place.repository()
    guard let workTree = repository.workTree else {
      throw CommandFailure("a bare repository has no work tree to format")
    }
    let top = root.map { workTree + "/" + $0 } ?? workTree
    let listed = try Repository.runGit(["-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
      .requireSuccess()
    var changed: [String] = []
    var unreadable: [String] = []
    for bytes in Set(listed.output.split(separator: 0)) {
      guard let path = RepositoryPath(bytes: bytes), let place = LayoutPath(path), let name = path.text else {
        continue
      }
      let file = top + "/" + name
      guard let bytes = FileSystem.bytes(of: file), let result = Self.canonical(bytes, place) else { continue }
      guard let canonical = result.text else {
        unreadable.append(name)
        continue
      }
      guard !canonical.utf8.elementsEqual(bytes) else { continue }
      changed.append(name)
      if !check {
        try FileSystem.replace(file, with: canonical)
      }
    }
    Terminal.write(changed.sorted().map { $0 + "\n" }.joined())
    if !unreadable.isEmpty {
      let names = unreadable.sorted().joined(separator: ", ")
      throw CommandFailure(
        "\(names): invalid manifests were left alone\nhelp: git registry validate --worktree tells what is wrong")
    }
    if check, !changed.isEmpty { throw CommandFailure(silently: .diagnostics) }
  }

  /// Nil for what is no manifest; a nil text for a manifest that cannot be read.
  private static func canonical(_ bytes: [UInt8], _ place: LayoutPath) -> (text: String?, Void)? {
    guard let kind = place.kind, let format = place.format else { return nil }
    func rewrite<Value: Manifest>(_ type: Value.Type) -> String? {
      let decoded = ManifestDecoder.decode(type, from: bytes, as: format)
      guard let value = decoded.value, let node = decoded.node, decoded.problems.isEmpty else { return nil }
      return ManifestRewriter.rewrite(
        value, format: format, keepingCommentsOf: String(decoding: bytes, as: UTF8.self), node)
    }
    let canonical =
      switch kind {
      case .organization: rewrite(Organization.self)
      case .member: rewrite(Member.self)
      case .team: rewrite(Team.self)
      case .registry: rewrite(Registry.self)
      case .model: rewrite(Model.self)
      case .modelVersion: rewrite(ModelVersion.self)
      case .modelCandidate: rewrite(ModelCandidate.self)
      }
    return (canonical, ())
  }
}
