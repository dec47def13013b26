import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// A manifest that cannot be read brings its own finding, and none that is wrong.
struct UnreadableManifestTests {
  /// One manifest, and what else the change does that rules would look into it for.
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let what: String
    let also: [String: String?]
    let actor: String

    var testDescription: String { "\(path), \(what)" }

    init(_ path: String, _ what: String = "alone", also: [String: String?] = [:], by actor: String = "ada") {
      self.path = path
      self.what = what
      self.also = also
      self.actor = actor
    }
  }

  private static let head = "apiVersion: git-registry/v1\nkind: "
  private static let model = "registries/Fine_Tuned_Models/sentiment"
  private static let registry = "registries/Fine_Tuned_Models/registry.yaml"

  static let cases = [
    Case("organization.yaml"),
    Case("organization.yaml", "with a file that it alone allows", also: ["notes.txt": "x\n"]),
    // The only admin of the organization.
    Case("members/ada.yaml"),
    Case("members/grace.yaml"),
    // The only one of a registry's admins.
    Case("teams/platform.yaml"),
    Case(registry),
    Case(registry, "by a member", by: "eve"),
    Case("registries/Models/registry.yaml"),
    Case(
      registry, "with a model that is retired",
      also: ["\(model)/model.yaml": nil, "\(model)/versions/1.0.0.yaml": nil, "\(model)/versions/1.1.0.yaml": nil]),
    Case("registries/New/registry.yaml", "as a new one", by: "eve"),
    Case("\(model)/model.yaml"),
    // Its aliases and retired numbers would seem to be gone.
    Case("\(model)/model.yaml", "by a member", by: "eve"),
    Case("\(model)/model.yaml", "with a version that is retired", also: ["\(model)/versions/1.1.0.yaml": nil]),
    Case("\(model)/versions/1.0.0.yaml", "of a protected alias", by: "eve"),
    Case("\(model)/versions/1.1.0.yaml"),
    Case("\(model)/versions/1.2.0.yaml", "as a new one with its blob", also: [blob: pointer]),
    Case(
      "\(model)/versions/1.2.0.yaml", "as one of a candidate",
      also: ["\(model)/candidates/c1.yaml": "\(head)ModelCandidate\npromotedTo: 1.2.0\n"]),
    Case("\(model)/candidates/c1.yaml", "as a new one with its blob", also: [blob: pointer]),
    Case(
      "\(model)/candidates/c1.yaml", "as that of a version",
      also: ["\(model)/versions/1.2.0.yaml": "\(head)ModelVersion\nalgorithm: naive-bayes\ncandidate: c1\n"]),
  ]

  private static let digest = String(repeating: "5a", count: 32)
  private static let blob = "blobs/sha256/5a/5a/\(digest)"
  private static let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize 9\n"

  /// Not YAML, of another shape, and of which a part alone is wrong.
  static let texts = ["]\n", "- 1\n", "", "apiVersion: git-registry/v1\nkind: Other\nnonsense: 1\n"]

  @Test("brings no finding but its own", arguments: cases, texts)
  func bringsItsOwnFindingAlone(_ example: Case, _ text: String) throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "repo")
    let repository = try Repository.open(at: sandbox.path("repo"))
    var files = try Fixture.base(in: repository)
    func write(_ text: String?, at name: String) throws {
      guard let path = RepositoryPath(name) else { throw FixtureError(text: "no path: \(name)") }
      files[path] = nil
      guard let text else { return }
      files[path] = TreeEntry(mode: .file, name: path.name, id: try repository.stage(.blob, Array(text.utf8)))
    }
    try write(
      "\(Self.head)Organization\nname: acme\nallowedFiles:\n  - notes.txt\npolicy:\n  rules:\n    signature-dropped: ignore\n    version-empty: ignore\n",
      at: "organization.yaml")
    let models = try SourceTree.text("Tests/RulesTests/Base/\(Self.registry)")
    try write(models.replacing("  ada: admin\n", with: "  eve: member\n  team/platform: admin\n"), at: Self.registry)
    let before = CommitSnapshot(repository, tree: try repository.stageTree(of: files))
    for (path, text) in example.also { try write(text, at: path) }
    try write(text, at: example.path)
    let after = CommitSnapshot(repository, tree: try repository.stageTree(of: files))
    let actor = Actor.authenticated(example.actor)
    for change in [try Change(from: before, to: after), try Change(whole: after)] {
      let report = try Judge.judge(change, Facts(actor: actor))
      let others = report.diagnostics.filter {
        !$0.rule.hasPrefix("manifest-") || $0.finding.location.path != example.path
      }
      #expect(!report.diagnostics.isEmpty)
      #expect(others.isEmpty, "\(TextRenderer.render(report))")
    }
  }
}
