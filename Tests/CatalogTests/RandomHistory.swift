import Foundation
import Git
import Manifests
import TestSupport
import Testing

/// Commits that add, change and remove models, versions and candidates at random, in a bare repository.
struct RandomHistory {
  let sandbox: GitSandbox
  /// The trees, first commit first.
  private(set) var trees: [ObjectID] = []

  static let registries = ["Lab", "Data"]
  static let models = ["sentiment", "Sentiment-2", "reviews"]
  static let numbers = [
    "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-rc.1", "2.0.0-rc.10", "2.0.0-rc", "2.0.0", "2.0.0+b.1", "12.0.0",
  ]
  static let metrics = ["accuracy", "loss", "f 1"]
  static let tags = ["task", "team", "a.b"]
  static let texts = ["text", "Text", "it's", "10", "9.5", "größe", "50%", "a_b", "daily retrain"]
  static let aliases = ["production", "champion", "eu"]
  static let people = ["ada", "linus"]

  private var random: SplitMix
  private var files: [String: String] = ["organization.yaml": Self.head("Organization") + "name: acme\n"]

  init(seed: UInt64, commits: Int) throws {
    random = SplitMix(state: seed)
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "r.git")
    var stream = ""
    for number in 0..<commits {
      let before = files
      for _ in 0..<(number == 0 ? 25 : random.number(1..<8)) { change() }
      stream += "commit refs/heads/main\ncommitter Ada <ada@acme.org> \(1_800_000_000 + number) +0000\ndata 1\nx\n"
      for path in Set(before.keys).subtracting(files.keys).sorted() { stream += "D \(path)\n" }
      for (path, text) in files.sorted(by: { $0.key < $1.key }) where before[path] != text || number == 0 {
        stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
      }
    }
    try sandbox.write(stream, to: "stream")
    try sandbox.run("/bin/sh", ["-c", "git fast-import --quiet <../stream"], in: "r.git").requireSuccess()
    trees = try sandbox.git("log", "--first-parent", "--reverse", "--format=%T", "main", in: "r.git").split(
      separator: "\n"
    )
    .compactMap { ObjectID(hex: String($0)) }
    try #require(trees.count == commits)
  }

  func open() throws(GitError) -> Repository { try Repository.open(at: sandbox.path("r.git")) }

  private static func head(_ kind: String) -> String { "apiVersion: git-registry/v1\nkind: \(kind)\n" }

  private mutating func change() {
    let folder = "registries/\(random.one(of: Self.registries))/\(random.one(of: Self.models))"
    switch random.number(0..<12) {
    case 0: files["\(folder)/model.yaml"] = modelText()
    case 1: files["\(folder)/README.md"] = random.one(of: Self.texts) + "\n"
    case 2:
      // Whatever is there, gone.
      let known = files.keys.filter { $0.hasPrefix("registries/") }.sorted()
      if !known.isEmpty { files[random.one(of: known)] = nil }
    case 3: files["\(folder)/versions/\(random.one(of: Self.numbers)).yaml"] = "kind: [\n"
    case 4, 5: files["\(folder)/candidates/run-\(random.number(0..<4)).yaml"] = facts("ModelCandidate")
    default: files["\(folder)/versions/\(random.one(of: Self.numbers)).yaml"] = facts("ModelVersion")
    }
  }

  private mutating func modelText() -> String {
    var text = Self.head("Model") + "description: \"\(random.one(of: Self.texts))\"\n"
    text += "aliases:\n  \(random.one(of: Self.aliases)): \(random.one(of: Self.numbers))\n"
    return text
  }

  private mutating func facts(_ kind: String) -> String {
    var text = Self.head(kind)
    if kind == "ModelVersion", random.number(0..<3) == 0 {
      text += "status: \(random.one(of: ["deprecated", "yanked"]))\nstatusReason: x\n"
    }
    if kind == "ModelVersion", random.number(0..<4) == 0 { text += "ordinal: \(random.number(1..<20))\n" }
    if random.number(0..<2) == 0 { text += "description: \"\(random.one(of: Self.texts))\"\n" }
    if random.number(0..<3) > 0 { text += "createdAt: \"2026-11-\(10 + random.number(0..<5))T10:00:00Z\"\n" }
    if random.number(0..<3) > 0 { text += "createdBy: \(random.one(of: Self.people))\n" }
    if random.number(0..<2) == 0 {
      text += "artifacts:\n"
      for name in ["model.onnx", "größe.txt"].prefix(random.number(1..<3)) {
        let digest = String(repeating: "\(random.number(0..<4))", count: 64)
        text += "  - path: \"\(name)\"\n    type: \(random.one(of: ["model", "log"]))\n    digest: sha256:\(digest)\n"
        text += "    size: \(random.number(0..<5) * 1000)\n"
      }
    }
    if random.number(0..<2) == 0 { text += "algorithm: \(random.one(of: ["bert", "xgboost"]))\n" }
    if random.number(0..<2) == 0 {
      text += "parameters:\n  epochs: \(random.one(of: ["3", "0.5", "\"3\"", "true", "adamw"]))\n"
    }
    let scores = Self.metrics.filter { _ in random.number(0..<2) == 0 }
    if !scores.isEmpty {
      text +=
        "metrics:\n"
        + scores.map { "  \"\($0)\": \(random.one(of: ["0.5", "0.9", "1e-12", "1e9", "-3", "0.9001"]))\n" }.joined()
    }
    let tags = Self.tags.filter { _ in random.number(0..<2) == 0 }
    if !tags.isEmpty { text += "tags:\n" + tags.map { "  \"\($0)\": \"\(random.one(of: Self.texts))\"\n" }.joined() }
    if random.number(0..<3) == 0 {
      text += "lineage:\n  - input: Data/reviews@\(random.one(of: Self.numbers.filter { !$0.contains("+") }))\n"
    }
    return text
  }
}
