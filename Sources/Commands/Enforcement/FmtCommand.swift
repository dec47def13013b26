import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import ManifestCoding
import Manifests
import Rules

struct FmtCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Rewrite the manifests of the work tree in canonical form.",
    discussion: """
      Block style, fixed order of keys, fixed quoting; comments stay with the key below them. --check rewrites nothing and \
      lists the files that would change, with exit status 1. Line endings that git itself writes in this checkout do not count.

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

  @OptionGroup var place: RepositoryOption

  func outcome() throws -> ExitStatus {
    let repository = try place.repository()
    guard let workTree = repository.workTree else {
      throw CommandFailure("a bare repository has no work tree to format")
    }
    let top = try folder(of: repository, in: workTree)
    let listed = try Repository.runGit(["-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
      .requireSuccess()
    var changed: [(name: String, text: String)] = []
    var unreadable: [String] = []
    var isRegistry = false
    let lineEnds = CheckoutLineEnds(of: repository, below: top)
    for bytes in Set(listed.output.split(separator: 0)) {
      guard let path = RepositoryPath(bytes: bytes), let place = LayoutPath(path), let name = path.text,
        let kind = place.kind, let format = place.format
      else { continue }
      isRegistry = true
      let file = top + "/" + name
      // What is deleted and still in the index is nobody's concern here.
      guard FileSystem.exists(file) || FileSystem.isLink(file) else { continue }
      // A link may lead out of the work tree, to what is neither ours to read nor to write.
      guard FileSystem.link(below: top, on: name) == nil,
        let text = try? RegularFile.bytes(of: file, atMost: ManifestKind.largestSizeInBytes, followsLink: false)
      else {
        unreadable.append(name)
        continue
      }
      let bytes = try lineEnds.asCommitted(text, name)
      guard let canonical = try Self.canonical(bytes, kind, format, name) else {
        unreadable.append(name)
        continue
      }
      guard !canonical.utf8.elementsEqual(bytes) else { continue }
      changed.append((name, bytes.count == text.count ? canonical : CheckoutLineEnds.asCheckedOut(canonical)))
    }
    guard isRegistry else {
      throw ActionFailure.noRegistry(in: RevisionScope(repository: repository, root: root).path)
    }
    if !check { for file in changed { try FileSystem.replace("\(top)/\(file.name)", with: file.text) } }
    Terminal.write(changed.map(\.name).sorted().map { $0 + "\n" }.joined())
    if !unreadable.isEmpty {
      let names = unreadable.sorted().joined(separator: ", ")
      throw CommandFailure(
        "\(names): invalid manifests were left alone\nhelp: git registry validate --worktree shows what is wrong")
    }
    return check && !changed.isEmpty ? .diagnostics : .success
  }

  /// The registry's folder, which a path or a link may not lead out of the work tree.
  private func folder(of repository: Repository, in workTree: String) throws -> String {
    guard let path = RevisionScope(repository: repository, root: root).path else { return workTree }
    let top = "\(workTree)/\(path)"
    guard RepositoryPath(path) != nil, FileSystem.isFolder(top), FileSystem.link(below: workTree, on: path) == nil
    else {
      throw CommandFailure(
        status: .usage,
        "there is no folder '\(EscapedText.line(path))' in the work tree\nhelp: --root is a path from the repository's top"
      )
    }
    return top
  }

  /// Nil for a manifest that cannot be read.
  private static func canonical(
    _ bytes: [UInt8], _ kind: ManifestKind, _ format: ManifestFormat, _ name: String
  ) throws -> String? {
    func rewrite<Value: Manifest>(_ type: Value.Type) throws -> String? {
      let decoded = ManifestDecoder.decode(type, from: bytes, as: format)
      if let version = decoded.newerVersion { throw ActionFailure.newer(name, version) }
      guard let value = decoded.value, let node = decoded.node, decoded.problems.isEmpty else { return nil }
      return ManifestRewriter.rewrite(
        value, format: format, keepingCommentsOf: String(decoding: bytes, as: UTF8.self), node)
    }
    return switch kind {
    case .organization: try rewrite(Organization.self)
    case .member: try rewrite(Member.self)
    case .team: try rewrite(Team.self)
    case .registry: try rewrite(Registry.self)
    case .model: try rewrite(Model.self)
    case .modelVersion: try rewrite(ModelVersion.self)
    case .modelCandidate: try rewrite(ModelCandidate.self)
    }
  }
}
