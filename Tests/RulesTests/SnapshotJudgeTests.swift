import Git
import Testing

/// Judging a snapshot in parts gives the report of judging all of it at once.
struct SnapshotJudgeTests {
  private let comparison: SnapshotComparison
  private var repository: Repository { comparison.repository }

  init() throws { comparison = try SnapshotComparison() }

  @Test("on every fixture", arguments: try Fixture.all()) func agrees(_ fixture: Fixture) throws {
    let (whole, inParts) = try comparison.reports(of: fixture.trees(in: repository).after)
    #expect(whole == inParts, "\(fixture.path)")
  }

  // MARK: Versions that are like another

  private static let head = "apiVersion: git-registry/v1\nkind: "

  private static func digest(_ number: Int) -> String { String(repeating: "\(number)a", count: 32) }

  private static func version(_ number: Int) -> String {
    """
    \(head)ModelVersion
    description: Daily retrain.
    createdAt: "2026-11-0\(number + 1)T10:00:00Z"
    createdBy: grace-hopper
    artifacts:
      - path: model.onnx
        type: model
        digest: sha256:\(digest(number))
        size: \(100 + number)
    algorithm: distilbert
    signature:
      inputs:
        - name: text
          type: string
          required: true
    parameters:
      epochs: \(number + 1)
      learning_rate: 0.01
    metrics:
      accuracy: 0.9\(number)
    tags:
      trained-on: a100
    lineage:
      - input: Datasets/reviews@1.0.0
    source:
      repository: https://git.acme.org/nlp/sentiment
      commit: \(String(repeating: "\(number)c", count: 20))
    job:
      id: "\(number)"
      url: https://git.acme.org/jobs/\(number)

    """
  }

  /// A sound registry with five versions of one shape.
  private static var files: [String: String] {
    var files = [
      ".gitattributes": "blobs/** -text -diff -merge\n",
      "organization.yaml": "\(head)Organization\nname: acme\n",
      "members/ada.yaml": "\(head)Member\nemails:\n  - ada@acme.org\nrole: admin\n",
      "registries/Models/registry.yaml":
        "\(head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - model\n",
      "registries/Models/m/model.yaml": "\(head)Model\naliases:\n  champion: 1.4.0\n",
      "registries/Datasets/registry.yaml":
        "\(head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - dataset\n",
      "registries/Datasets/reviews/model.yaml": "\(head)Model\n",
      "registries/Datasets/reviews/versions/1.0.0.yaml": "\(head)ModelVersion\ndescription: Reviews.\n",
    ]
    for number in 0..<5 {
      files["registries/Models/m/versions/1.\(number).0.yaml"] = version(number)
      let digest = digest(number)
      files["blobs/sha256/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"] =
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(100 + number)\n"
    }
    return files
  }

  @Test func findsNothingInASoundRegistry() throws {
    let (whole, inParts) = try comparison.reports(of: Self.files)
    #expect(whole.contains("no findings"))
    #expect(inParts == whole)
  }

  /// What may become of a line, wherever it stands.
  private static let spoilings: [@Sendable (String) -> String] = [
    { $0 + "x" }, { $0 + " " }, { $0 + ":" }, { $0 + " #" }, { $0 + "\"" }, { $0 + "\t" }, { $0 + "\u{e9}" },
    { "  " + $0 }, { String($0.dropFirst()) }, { String($0.dropLast()) }, { $0 + "\n" + $0 }, { _ in "" },
    { $0 + "\n  more" }, { value($0, "") }, { value($0, "yes") }, { value($0, "-1") }, { value($0, "01") },
    { value($0, "1_0") }, { value($0, "0.5") }, { value($0, "1e5") }, { value($0, ".5") }, { value($0, "5.") },
    { value($0, "[]") }, { value($0, "&a b") }, { value($0, "'x'") }, { value($0, "\"\"") }, { value($0, "\"7\"") },
    { value($0, "\"2026-02-30T10:00:00Z\"") }, { value($0, "Models/m@1.0.0") }, { value($0, "Models/m@1.2.0") },
    { value($0, "sha256:" + String(repeating: "9b", count: 32)) }, { value($0, "99999999999999999999") },
    { value($0, String(repeating: "1", count: 40)) }, { value($0, "0b" + String(repeating: "1", count: 38)) },
    { value($0, "https://git.acme.org/jobs/a b") }, { value($0, "https://git.acme.org/jobs/\"") },
  ]

  /// The line with another value.
  private static func value(_ line: String, _ value: String) -> String {
    guard let colon = line.firstRange(of: ": ") else { return line + " " + value }
    return line[..<colon.upperBound] + value
  }

  /// One line of one of several like versions is spoilt in every way: what is passed over, the rules find nothing in.
  @Test(arguments: version(3).split(separator: "\n").indices.map { _ in 0 }.indices)
  func findsWhatTheRulesFindInAnySpoiltLine(_ line: Int) throws {
    for spoil in Self.spoilings {
      var lines = Self.version(3).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines[line] = spoil(lines[line])
      var files = Self.files
      files["registries/Models/m/versions/1.3.0.yaml"] = lines.joined(separator: "\n")
      let (whole, inParts) = try comparison.reports(of: files)
      #expect(whole == inParts, "\(lines[line])")
    }
  }

  /// Files beside the versions, and pointers, in which something is wrong.
  @Test(
    arguments: [
      ("registries/Models/m/versions/1.3.0.json", "{}"), ("registries/Models/m/versions/v1.yaml", "x"),
      ("registries/Models/m/versions/1.3.0.YAML", "x"), ("registries/Models/m/versions/notes/x", "x"),
      ("registries/Models/m/model.yaml", "kind: Model\n"), ("registries/Models/m/model.yaml", nil),
      ("registries/Models/M/model.yaml", "apiVersion: git-registry/v1\nkind: Model\n"),
      ("registries/Models/m/model.yaml", "apiVersion: git-registry/v1\nkind: Model\naliases:\n  champion: 7.0.0\n"),
      ("registries/Datasets/reviews/versions/1.0.0.yaml", nil),
      ("registries/Models/registry.yaml", "kind: Registry\n"), ("registries/Models/registry.yaml", nil),
      ("blobs/sha256/3a/3a/\(digest(3))", nil), ("blobs/sha256/3a/3a/\(digest(3))", "x"),
      (
        "blobs/sha256/3a/3a/\(digest(3))",
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest(3))\nsize 7\n"
      ),
      (
        "blobs/sha256/3a/3a/\(digest(3))",
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest(3))\nsize 0103\n"
      ),
      (
        "blobs/sha256/3a/3a/\(digest(2))",
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest(2))\nsize 102\n"
      ),
      ("blobs/sha256/3A/3a/\(digest(3))", "x"), ("blobs/sha256/3a/3A/\(digest(3))", "x"),
      ("blobs/SHA256/3a/3a/\(digest(3))", "x"), ("blobs/sha256/3a/x", "x"),
      ("organization.yaml", "apiVersion: git-registry/v1\nkind: Organization\nname: acme\npolicy:\n  blobs: git\n"),
      (
        "organization.yaml",
        "apiVersion: git-registry/v1\nkind: Organization\nname: acme\npolicy:\n  rules:\n    manifest-not-canonical: error\n"
      ),
      ("organization.yaml", nil),
    ] as [(String, String?)])
  func findsWhatTheRulesFindInAnySpoiltFile(_ path: String, _ content: String?) throws {
    var files = Self.files
    files[path] = content
    let (whole, inParts) = try comparison.reports(of: files)
    #expect(whole == inParts)
  }
}
