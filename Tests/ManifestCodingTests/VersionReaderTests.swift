import ManifestCoding
import Manifests
import Testing

/// What is read as another version with other values is what decoding gives, whatever was changed.
struct VersionReaderTests {
  private static let text = """
    apiVersion: git-registry/v1
    kind: ModelVersion
    description: Retrained on the reviews of one day.
    status: deprecated
    statusReason: Slower than the one before.
    createdAt: "2026-11-01T10:00:00Z"
    createdBy: grace-hopper
    artifacts:
      - path: model.onnx
        type: model
        digest: sha256:\(String(repeating: "1a", count: 32))
        size: 100
      - path: train.log
        type: log
        digest: sha256:\(String(repeating: "2b", count: 32))
        size: 105
        executable: true
    algorithm: distilbert
    signature:
      inputs:
        - name: text
          type: string
    parameters:
      epochs: 3
      learning_rate: 0.01
      optimizer: adam-w
      shuffle: true
    metrics:
      accuracy: 0.93
      steps: 1000
    tags:
      trained-on: a100
    lineage:
      - input: Datasets/reviews@1.0.0
    source:
      repository: https://git.acme.org/nlp/sentiment
      commit: \(String(repeating: "3c", count: 20))
    job:
      id: "4800"
      name: train
      url: https://git.acme.org/nlp/sentiment/-/jobs/4800
      log: https://git.acme.org/nlp/sentiment/-/jobs/4800.log
      pipeline:
        id: "77"
        url: https://git.acme.org/nlp/sentiment/-/pipelines/77
      mergeRequest:
        id: "12"
        url: https://git.acme.org/nlp/sentiment/-/merge_requests/12
    candidate: 7f3a9c1e
    run: \(String(repeating: "4d", count: 16))
    ordinal: 7

    """

  /// What may stand behind a key, rightly or not.
  private static let values = [
    "5", "0", "-0", "-7", "0.5", "-0.0", "0.00000000000000000000000001", "999999999999999", "9999999999999999", "007",
    "1e5", "1.0e+05",
    ".5", "true", "null", "on", "\"\"", "\"5\"", "\"12345\"", "\"2026-02-29T10:00:00Z\"", "\"2024-02-29T23:59:59Z\"",
    "2024-02-29",
    "Another text, longer (by far).", "short", "Ends with a blank ", "ada", "ada-lovelace", "Not A Member",
    "123456789012",
    "sha256:\(String(repeating: "9f", count: 32))", "sha256:\(String(repeating: "9F", count: 32))",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", String(repeating: "5e", count: 20),
    String(repeating: "12", count: 20), String(repeating: "7a", count: 16),
    "https://git.acme.org/nlp/sentiment/-/jobs/9",
    "https://git.acme.org/nlp/sentiment/-/jobs/a b", "https://git.acme.org/nlp/other/-/jobs/9", "|", "[a]", "{}",
    "&a b", "",
  ]

  private static func check(_ reader: inout VersionReader, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let decoded = ManifestDecoder.decode(ModelVersion.self, from: bytes, as: .yaml)
    guard let version = reader.version(from: bytes) else { return false }
    #expect(decoded.problems.isEmpty && decoded.value == version, "\(text)")
    return true
  }

  @Test func readsAsDecodingDoes() {
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var count = 0
    for index in lines.indices {
      let head = lines[index].prefix { $0 != ":" }
      for value in Self.values {
        var changed = lines
        changed[index] = "\(head): \(value)"
        var reader = VersionReader()
        #expect(Self.check(&reader, Self.text))
        if Self.check(&reader, changed.joined(separator: "\n")) { count += 1 }
      }
    }
    #expect(count > 100, "hardly anything was read")
  }

  @Test func readsWhatIsMixed() {
    var random = SystemRandomNumberGenerator()
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var reader = VersionReader()
    for _ in 0..<3000 {
      var changed = lines
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let index = Int.random(in: 0..<changed.count, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0: changed.remove(at: index)
        case 1: changed.insert(changed[index], at: index)
        case 2: changed.swapAt(index, Int.random(in: 0..<changed.count, using: &random))
        default:
          let value = Self.values[Int.random(in: 0..<Self.values.count, using: &random)]
          changed[index] = "\(changed[index].prefix { $0 != ":" }): \(value)"
        }
      }
      _ = Self.check(&reader, changed.joined(separator: "\n"))
    }
  }
}
