import Diagnostics
import ManifestCoding
import Manifests
import Testing

/// Reading and writing manifests: the canonical form, comments, both formats.
struct CanonicalFormTests {
  static let version = """
    apiVersion: git-registry/v1
    kind: ModelVersion
    description: Daily retrain.
    createdAt: "2026-11-22T10:00:00Z"
    createdBy: ada
    artifacts:
      - path: model.onnx
        type: model
        digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        size: 0
    algorithm: distilbert
    signature:
      inputs:
        - name: text
          type: string
          required: true
        - name: image
          type: tensor
          dtype: float32
          shape:
            - -1
            - 224
      outputs:
        - type: double
    parameters:
      country: "no"
      epochs: 3
      learning_rate: 1.0e-05
      nesterov: true
      version: "1.10"
    metrics:
      accuracy: 0.93
      loss: 1.0e+20
    tags:
      "1.0": x
      "yes": "on"
    lineage:
      - input: Datasets/reviews@2.1.0
    source:
      repository: https://example.org/code
      commit: 4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c4f0c
    job:
      id: "4821"
      pipeline:
        id: "7"
    candidate: 7f3a9c1e
    run: retrain-17
    ordinal: 17

    """

  private func decode<Value: Manifest>(_ type: Value.Type, _ text: String, _ format: ManifestFormat = .yaml)
    -> DecodedManifest<Value>
  {
    ManifestDecoder.decode(type, from: Array(text.utf8), as: format)
  }

  @Test func theCanonicalFormIsReadAndWrittenUnchanged() throws {
    let decoded = decode(ModelVersion.self, Self.version)
    #expect(decoded.problems.isEmpty)
    #expect(try #require(decoded.value).text(as: .yaml) == Self.version)
  }

  /// Found by fuzzing: an empty mapping is written as nothing, and has to read as nothing.
  @Test(
    "what holds nothing reads as nothing",
    arguments: [
      "job: {}", "signature: {}", "job: {pipeline: {}}", "job: {mergeRequest: {}, id: x}", "signature: {inputs: []}",
    ])
  func emptiness(_ line: String) throws {
    let text = "apiVersion: git-registry/v1\nkind: ModelVersion\n\(line)\n"
    let value = try #require(decode(ModelVersion.self, text).value)
    #expect(decode(ModelVersion.self, value.text(as: .yaml)).value == value)
  }

  /// Properties are sorted, lists of lists stand one in the other, and comments stay above their lines.
  @Test func nestedSignatureHasOneForm() throws {
    let text = """
      apiVersion: git-registry/v1
      kind: ModelVersion
      signature:
        inputs:
          - {type: object, required: true, properties: {z: {type: any, required: false}, a: {items: {type: map, values: {type: long}}, type: array}}}
        params:
          - name: grid
            type: object
            default: {m: [[1, 2], [[3.0]], [], {k: null}], e: {}}
            properties: {m: {type: any}}

      """
    let canonical = """
      apiVersion: git-registry/v1
      kind: ModelVersion
      signature:
        inputs:
          - type: object
            properties:
              a:
                type: array
                items:
                  type: map
                  values:
                    type: long
              z:
                type: any
                required: false
            required: true
        params:
          - name: grid
            type: object
            properties:
              m:
                type: any
            default:
              e: {}
              m:
                - - 1
                  - 2
                - - - 3.0
                - []
                - k: null

      """
    let decoded = decode(ModelVersion.self, text)
    #expect(decoded.problems.map(\.message) == [])
    let value = try #require(decoded.value)
    #expect(value.text(as: .yaml) == canonical)
    #expect(decode(ModelVersion.self, canonical).value == value)
    #expect(decode(ModelVersion.self, value.text(as: .json), .json).value == value)
  }

  @Test func jsonMeansTheSame() throws {
    let value = try #require(decode(ModelVersion.self, Self.version).value)
    let json = value.text(as: .json)
    let decoded = decode(ModelVersion.self, json, .json)
    #expect(decoded.problems.isEmpty)
    #expect(decoded.value == value)
    #expect(try #require(decoded.value).text(as: .json) == json)
  }

  static let strings = [
    "plain", "with space", "", " ", " lead", "trail ", "a: b", "a:", "a #b", "#b", "- a", "-", "?", "[x]", "{x}", "*a",
    "&a", "!t", "|", ">", "'", "\"", "%", "@x", "`", "a\"b", "a\\b", "no", "Yes", "NULL", "~", "~a", "true", "1", "1.0",
    "1.2.3", "0x1f", "0o17", "0777", "1_000", "12:30:45", "2001-01-01", "2026-11-22T10:00:00Z", "1e5", ".5", ".inf",
    ".NaN",
    "...", "---", "=", "<<", "a\nb", "a\nb\n", "a\n\nb\n", "\na", " a\nb", "a \nb", "a\n\n", "tab\there", "é", "日本語",
    "a,b",
    "a\u{a0}b", "\u{1F600}", "sha256:ab", "x'y", "+1", "-1", "1-2", "7f3a9c1e", "12345678", "1e400", "0b1",
    ".github/**", "a]", "=a",
    "a\r\nb", "\u{85}", "\u{2028}",
  ]

  /// Whatever the text, what is written is read back equal, or refused for a character that no manifest may hold.
  @Test("writes any string so that it is read back", arguments: strings)
  func roundTrips(_ text: String) throws {
    for format in ManifestFormat.allCases {
      let model = Model(description: text, tags: ["k": text])
      let decoded = decode(Model.self, model.text(as: format), format)
      let isForbidden = text.unicodeScalars.contains { ManifestText.forbiddenName(of: $0) != nil }
      if isForbidden {
        #expect(decoded.problems.contains { $0.kind == .character })
      } else {
        #expect(decoded.problems.isEmpty, "\(decoded.problems)")
        #expect(decoded.value == model)
      }
    }
  }

  static let numbers: [Double] = [0, 1, -1, 0.1, 1e-5, 1e20, 123456789, 1.5e300, -0.25, 1e15, 1e16, 1e17]

  @Test("writes any number so that it is read back", arguments: numbers)
  func roundTrips(_ number: Double) throws {
    for format in ManifestFormat.allCases {
      var version = ModelVersion()
      version.parameters = ["p": .number(number)]
      version.metrics = ["m": number]
      let decoded = decode(ModelVersion.self, version.text(as: format), format)
      #expect(decoded.problems.isEmpty, "\(decoded.problems)")
      #expect(decoded.value?.metrics == ["m": number])
      if format == .yaml { #expect(decoded.value?.parameters == ["p": .number(number)]) }
    }
  }

  static let commented = """
    # head
    apiVersion: git-registry/v1
    kind: Model
    # what it does
    # in two lines
    description: "a # in quotes"  # behind
    tags:

      # inside
      task: x
    aliases:  # of aliases
      champion: 1.0.0
    retired:
      # why it went
      - 0.1.0  # last
    # foot

    """

  @Test func commentsStayWithTheirFields() throws {
    let decoded = decode(Model.self, Self.commented)
    var model = try #require(decoded.value)
    model.tags["area"] = "nlp"
    model.aliases["champion"] = SemanticVersion("1.1.0")
    let node = try #require(decoded.node)
    let text = ManifestRewriter.rewrite(model, format: .yaml, keepingCommentsOf: Self.commented, node)
    #expect(
      text == """
        # head
        apiVersion: git-registry/v1
        kind: Model
        # what it does
        # in two lines
        description: "a # in quotes"  # behind
        tags:
          area: nlp
          # inside
          task: x
        aliases:  # of aliases
          champion: 1.1.0
        retired:
          # why it went
          - 0.1.0  # last
        # foot

        """)
  }

  @Test func aCommentWithoutItsFieldHasNoPlace() throws {
    let decoded = decode(Model.self, Self.commented)
    var model = try #require(decoded.value)
    let node = try #require(decoded.node)
    model.tags = [:]
    #expect(ManifestRewriter.rewrite(model, format: .yaml, keepingCommentsOf: Self.commented, node) == nil)
    #expect(ManifestRewriter.homelessComments(of: Self.commented, node, in: model) == ["tags.task"])
  }

  @Test func aCommentThatBelongsToNoFieldIsNotLost() throws {
    let text = "apiVersion: git-registry/v1\nkind: Model\ntags: {\n  a: b\n}  # never more\n"
    let decoded = decode(Model.self, text)
    let node = try #require(decoded.node)
    let model = try #require(decoded.value)
    #expect(ManifestRewriter.rewrite(model, format: .yaml, keepingCommentsOf: text, node) == nil)
    #expect(ManifestRewriter.homelessComments(of: text, node, in: model) == ["line 5"])
  }
}
