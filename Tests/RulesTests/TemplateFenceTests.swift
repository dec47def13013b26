import Foundation
import ManifestCoding
import TestSupport
import Testing

/// What `VersionTemplate` lets be other in a version, no rule may look at: every field with every kind of value is judged both ways.
///
/// Each kind stands in a model of its own, beside two versions that the rules find nothing in. A rule on snapshots that reads a field
/// which is free finds something in one of them, and in parts it does not.
struct TemplateFenceTests {
  private static let head = "apiVersion: git-registry/v1\nkind: "

  private static func digest(_ number: Int) -> String { String(repeating: "\(number)a", count: 32) }
  private static let noBytes = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  /// A version with every field of the schema.
  private static func version(_ number: Int) -> String {
    """
    \(head)ModelVersion
    description: Retrained on the reviews of one day.
    status: deprecated
    statusReason: Slower than the one before.
    createdAt: "2026-11-0\(number + 1)T10:00:00Z"
    createdBy: grace-hopper
    artifacts:
      - path: model.onnx
        type: model
        digest: sha256:\(digest(number))
        size: \(100 + number)
      - path: train.log
        type: log
        digest: sha256:\(digest(number + 5))
        size: \(105 + number)
        executable: true
    algorithm: distilbert
    signature:
      inputs:
        - name: text
          type: string
          required: true
        - name: mask
          type: tensor
          dtype: float32
          shape:
            - -1
            - 512
      outputs:
        - name: score
          type: array
          items:
            type: double
        - name: parts
          type: object
          properties:
            word:
              type: string
        - name: words
          type: map
          values:
            type: string
      params:
        - name: temperature
          type: double
          default: 0.7
        - name: sizes
          type: long
          default:
            - 1
          shape:
            - -1
    parameters:
      epochs: \(number + 1)
      learning_rate: 0.01
      optimizer: adam-w
      shuffle: true
    metrics:
      accuracy: 0.9\(number)
      steps: \(1000 + number)
    tags:
      trained-on: a100
    lineage:
      - input: Datasets/reviews@1.0.0
      - input: https://data.acme.org/reviews.csv
        digest: sha256:\(digest(9))
    source:
      repository: https://git.acme.org/nlp/sentiment
      commit: \(String(repeating: "\(number)c", count: 20))
    job:
      id: "\(4800 + number)"
      name: train
      url: https://git.acme.org/jobs/\(number)
      log: https://git.acme.org/jobs/\(number).log
      pipeline:
        id: "\(900 + number)"
        url: https://git.acme.org/pipelines/\(number)
      mergeRequest:
        id: "\(70 + number)"
        url: https://git.acme.org/requests/\(number)
    candidate: 7f3a9c1e
    run: mlflow-run-\(number)
    ordinal: \(number + 1)

    """
  }

  private static func pointer(_ digest: String, _ size: Int) -> String {
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(size)\n"
  }

  private static func path(ofBlob digest: String) -> String {
    "blobs/sha256/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
  }

  private static var files: [String: String] {
    var files = [
      ".gitattributes": "blobs/** -text -diff -merge\n",
      "organization.yaml": "\(head)Organization\nname: acme\n",
      "members/ada.yaml": "\(head)Member\nemails:\n  - ada@acme.org\nrole: admin\n",
      "registries/Models/registry.yaml":
        "\(head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - model\n",
      "registries/Datasets/registry.yaml":
        "\(head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes:\n  - dataset\n",
      "registries/Datasets/reviews/model.yaml": "\(head)Model\n",
      "registries/Datasets/reviews/versions/1.0.0.yaml": "\(head)ModelVersion\ndescription: Reviews.\n",
      // Content of no bytes that has a pointer, and bytes whose pointer says that there are none.
      path(ofBlob: noBytes): pointer(noBytes, 103), path(ofBlob: emptied): pointer(emptied, 0),
    ]
    for number in 0..<9 { files[path(ofBlob: digest(number))] = pointer(digest(number), 100 + number) }
    return files
  }

  private static let emptied = String(repeating: "b0", count: 32)

  /// A model with two sound versions and one that may be anything.
  private static func model(_ number: Int, with text: String) -> [String: String] {
    let folder = "registries/Models/m\(number)"
    return [
      "\(folder)/model.yaml": "\(head)Model\n", "\(folder)/candidates/7f3a9c1e.yaml": "\(head)ModelCandidate\n",
      "\(folder)/versions/1.0.0.yaml": version(0), "\(folder)/versions/1.1.0.yaml": version(1),
      "\(folder)/versions/1.2.0.yaml": text,
    ]
  }

  // MARK: Kinds of values

  /// Every kind of value that a grammar, a reader or a rule tells from others; between them the extremes of what may stand anywhere.
  private static let values: [String] =
    texts + [texts[0].uppercased()] + numbers + numbers.map { "\"\($0)\"" } + [
      "", "~", "null", "true", "false", "yes", "[]", "{}", "\"\"", "\" \"", "'x'", "|", "&a b", "*a", "!t x", "# x",
      "<<",
      "2026-11-24", "\"2026-11-24T10:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"",
      "\"2026-02-30T10:00:00Z\"", "\"2026-11-24T10:00:00+01:00\"", "sha256:\(digest(2))", "sha256:\(digest(3))",
      "sha256:\(noBytes)", "sha256:\(emptied)", "sha256:\(digest(2).uppercased())", "sha256:12", "md5:\(digest(2))",
      String(repeating: "2c", count: 20), String(repeating: "ab", count: 20), String(repeating: "ab", count: 16),
      String(repeating: "1", count: 32), String(repeating: "1", count: 40),
      "0b" + String(repeating: "1", count: 38),
      String(repeating: "2c", count: 32), String(repeating: "2C", count: 20),
      "https://git.acme.org/jobs/2", "https://git.acme.org/jobs/", "https://git.acme.org/jobs/CON.lock",
      "https://git.acme.org/jobs/\(String(repeating: "9", count: 200))", "https://git.acme.org/jobs/a b",
      "git@host:path",
      "javascript:alert(1)", "Models/m0@1.0.0", "Models/m0@9.0.0", "Datasets/reviews@1.0.0", "Datasets/reviews@2.0.0",
      "../../etc", "C:\\x", "a/../b", "MODEL.ONNX", "model.onnx", "train.log", "dataset", "model", "log", "active",
      "yanked", "7f3a9c1f", "ModelVersion", "git-registry/v2",
    ]

  /// Plain texts: names of every grammar, and what each refuses.
  private static let texts: [String] = [
    "ada-lovelace", "Ada-Lovelace", "GRACE-HOPPER", "grace.hopper", "grace_hopper", "grace hopper", "grace-hopper.",
    "grace-hopper.git", "grace.lock", "members.yaml", "members.json", "README.md", "_grace", "-grace", "Grace, Hopper",
    "Grace (Hopper)", "grace-hopper-" + String(repeating: "x", count: 51),
    "grace-hopper-" + String(repeating: "x", count: 52),
    "grace/hopper", "grace@acme.org", "ada", "on-off", "latest", "version", "v1.2.3", "con", "aux.txt", "COM1",
    "grace\u{e9}",
    "grace\u{200b}hopper", "grace: hopper", "grace #hopper", "grace\thopper", "abcdef", "ABCDEF", "aaaaaa.",
    "a" + String(repeating: ".", count: 20), "a" + String(repeating: " x", count: 200),
    String(repeating: "z", count: 250), String(repeating: "z", count: 251), String(repeating: "z", count: 500),
    String(repeating: "z", count: 501), String(repeating: "Z", count: 1100), "0grace", "9-9-9-9", "1e5e5e",
  ]

  private static let numbers: [String] = [
    "0", "-0", "1", "-1", "7", "103", "102", "01", "+1", "1_0", "0x1f", "0b1", "0o7", "1:30", ".5", "5.", "0.5", "-0.5",
    "0.0",
    "-0.0", "1e5", "1.0e5", "1.0e+05", "1.0e-400", "1.0e+400", "999999999999999", "-999999999999999",
    "9007199254740993",
    "999999999999999999", "9223372036854775807", "9223372036854775808", "99999999999999999999", "123456789012345.5",
    "9007199254740993.5", "0.3333333333333333333333333333", "1.0", "1.10", "9999999999999999999.5", ".nan", ".inf",
  ]

  /// The line with another value; the key alone where there is none.
  private static func line(_ line: String, with value: String) -> String {
    guard let colon = line.firstRange(of: ":") else {
      return line.prefix { $0 == " " || $0 == "-" } + value
    }
    return line[..<colon.upperBound] + " " + value
  }

  private static let lines = version(2).split(separator: "\n").map(String.init)

  private static func text(_ changes: [Int: String]) -> String {
    lines.enumerated().map { (changes[$0.offset] ?? $0.element) + "\n" }.joined()
  }

  /// True where the text is passed over beside version 1; what is not, the rules judge.
  private static func isLike(_ text: String) throws -> Bool {
    let template = try #require(template)
    return Array(text.utf8).withUnsafeBytes { template.isLike($0) { _, _ in true } }
  }

  private static let template = VersionTemplate(Array(version(1).utf8))

  @Test("what is passed over in a field, the rules find nothing in", arguments: lines.indices)
  func agrees(_ index: Int) throws {
    var files = Self.files
    for (number, value) in Self.values.enumerated() {
      let text = Self.text([index: Self.line(Self.lines[index], with: value)])
      if try Self.isLike(text) { files.merge(Self.model(number, with: text)) { $1 } }
    }
    guard files.count > Self.files.count else { return }
    let (whole, inParts) = try SnapshotComparison().reports(of: files)
    #expect(whole == inParts, "\(Self.lines[index])")
  }

  /// The two that are judged together.
  @Test("what is passed over in a digest and its size", arguments: [2, 7, 9])
  func agreesOnContent(_ pointed: Int) throws {
    let digests = [digestLine(Self.digest(pointed)), digestLine(Self.noBytes), digestLine(Self.emptied)]
    var files = Self.files
    var number = 0
    for digest in digests {
      for size in ["0", "103", "\(100 + pointed)", "00", "-1", "999999999999999"] {
        for first in Self.lines.indices
        where Self.lines[first].contains("digest:") && Self.lines[first + 1].contains("size:") {
          let changes = [first: digest, first + 1: "    size: \(size)"]
          files.merge(Self.model(number, with: Self.text(changes))) { $1 }
          number += 1
        }
      }
    }
    let (whole, inParts) = try SnapshotComparison().reports(of: files)
    #expect(whole == inParts)
  }

  private func digestLine(_ digest: String) -> String { "    digest: sha256:\(digest)" }

  // MARK: What the fence stands around

  /// The fields that may be other, each with a value that is passed over: a field that is freed has to be told here, where the rules
  /// judge it.
  @Test func onlyTheseFieldsAreFree() throws {
    var free: Set<String> = []
    for index in Self.lines.indices where Self.lines[index].contains(":") {
      for value in Self.values {
        let text = Self.text([index: Self.line(Self.lines[index], with: value)])
        let isOther = !Self.lines[index].hasSuffix(": " + value)
        if isOther, try Self.isLike(text) {
          free.insert(Self.lines[index].prefix { $0 != ":" }.trimmingCharacters(in: .whitespaces))
        }
      }
    }
    #expect(
      free == [
        "description", "statusReason", "createdAt", "createdBy", "digest", "size", "epochs", "learning_rate",
        "accuracy",
        "steps", "commit", "id", "url", "log", "run", "ordinal",
      ])
  }

  /// A field that the schema gains stands in the versions above too.
  @Test func everyFieldOfTheSchemaIsJudged() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: SourceTree.url("schema/model-version.json")))
    var names: Set<String> = []
    func collect(_ value: Any) {
      guard let object = value as? [String: Any] else { return (value as? [Any] ?? []).forEach(collect) }
      if let properties = object["properties"] as? [String: Any], object["type"] as? String == "object" {
        names.formUnion(properties.keys)
      }
      object.values.forEach(collect)
    }
    collect(schema)
    let written = Set(Self.lines.map { $0.prefix { $0 != ":" }.trimmingCharacters(in: [" ", "-"]) })
    #expect(names.count > 30)
    #expect(names.subtracting(written) == [])
  }

  @Test func findsNothingWhereNothingIsWrong() throws {
    let files = Self.files.filter { !$0.key.contains(Self.noBytes) && !$0.key.contains(Self.emptied) }
    let (whole, inParts) = try SnapshotComparison().reports(
      of: files.merging(Self.model(0, with: Self.text([:]))) { $1 })
    #expect(whole.contains("no findings"), "\(whole)")
    #expect(whole == inParts)
  }
}
