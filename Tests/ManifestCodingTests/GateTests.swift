import ManifestCoding
import Manifests
import Testing

/// The gates of a registry: how they are written, and what is told of those that are wrong.
struct GateTests {
  private static let head = """
    apiVersion: git-registry/v1
    kind: Registry
    type: custom
    visibility: organization
    acceptedArtifactTypes: all

    """

  static let canonical =
    head + """
      policy:
        ordering: ascending
        sealed: true
        gates:
          versions:
            metrics:
              accuracy:
                min: 0.9
                max: 1.0
              latency_ms:
                max: 50.0
                maxWorseThanCurrent: "5%"
              log_loss:
                maxWorseThanCurrent: 0.02
                better: lower
              recall: {}
            parameters:
              - learning_rate
            tags:
              - trained-on
            requires:
              - lineage
              - job
              - signature
          aliases:
            production:
              metrics:
                accuracy:
                  min: 0.95
        routine:
          metrics:
            accuracy:
              maxWorseThanCurrent: "1%"

      """

  private func decode(_ text: String, _ format: ManifestFormat = .yaml) -> DecodedManifest<Registry> {
    ManifestDecoder.decode(Registry.self, from: Array(text.utf8), as: format)
  }

  @Test func theCanonicalFormIsReadAndWrittenUnchanged() throws {
    let decoded = decode(Self.canonical)
    #expect(decoded.problems.isEmpty)
    let value = try #require(decoded.value)
    #expect(value.text(as: .yaml) == Self.canonical)
    let json = value.text(as: .json)
    let again = decode(json, .json)
    #expect(again.problems.isEmpty)
    #expect(again.value == value)
    #expect(try #require(again.value).text(as: .json) == json)
  }

  @Test(
    "what asks for nothing reads as nothing",
    arguments: [
      "gates: {}", "gates: {versions: {}}", "gates: {versions: {metrics: {}, tags: []}}", "gates: {aliases: {a: {}}}",
    ])
  func emptiness(_ policy: String) throws {
    let decoded = decode(Self.head + "policy: {\(policy)}\n")
    #expect(decoded.problems.isEmpty)
    #expect(try #require(decoded.value).text(as: .yaml) == Self.head)
  }

  /// Without bounds every patch is routine; without the policy none is.
  @Test(arguments: ["routine: {}", "routine: {metrics: {}}"])
  func aRoutineWithoutBoundsStays(_ policy: String) throws {
    let value = try #require(decode(Self.head + "policy: {\(policy)}\n").value)
    #expect(value.text(as: .yaml) == Self.head + "policy:\n  routine: {}\n")
    #expect(decode(value.text(as: .yaml)).value == value)
  }

  /// A policy on the seventh line, with the first problem's place, words and help.
  static let refusals: [(policy: String, expected: String)] = [
    (
      "gates: {versions: {metrics: {a: {min: 2, max: 1}}}}",
      "7:36 'policy.gates.versions.metrics.a' has the minimum 2.0 above the maximum 1.0, so nothing passes: swap them, or remove one"
    ),
    (
      "gates: {versions: {metrics: {a: {maxWorseThanCurent: 1}}}}",
      "7:36 unknown field 'policy.gates.versions.metrics.a.maxWorseThanCurent': did you mean 'maxWorseThanCurrent'?"
    ),
    (
      "gates: {versions: {metrics: {a: {maxWorseThanCurrent: \"5\"}}}}",
      "7:36 'policy.gates.versions.metrics.a.maxWorseThanCurrent' is neither a percentage nor a number from 0 up: write \"5%\" for a share of the current value, or a number such as 0.02"
    ),
    (
      "gates: {versions: {requires: [jobs]}}",
      "7:33 'jobs' is not an allowed value of 'policy.gates.versions.requires[0]': did you mean 'job'?"
    ),
    ("gates: {version: {}}", "7:11 unknown field 'policy.gates.version': did you mean 'versions'?"),
    (
      "gates: {aliases: {in use: {}}}",
      "7:21 'in use' is not a valid alias: an alias is letters, digits, '_' and '-', starts with a letter or digit, at most 64"
    ),
    ("gates: {aliases: {latest: {}}}", "7:21 alias 'latest' is reserved: name another alias"),
    ("gates: {aliases: {A: {}, a: {}}}", "7:28 aliases 'A' and 'a' are the same name: remove one of them"),
    (
      "gates: {versions: {metrics: {\" a\": {}}}}",
      "7:32 ' a' is not a valid key of metrics: a key is 1 to 250 printable characters, without spaces at its ends"
    ),
    (
      "routine: {tags: [a]}",
      "7:13 unknown field 'policy.routine.tags': use one of: metrics; if a newer git registry wrote it, upgrade this one"
    ),
  ]

  @Test("refuses", arguments: refusals)
  func refuses(_ row: (policy: String, expected: String)) {
    let problem = decode(Self.head + "policy:\n  \(row.policy)\n").problems.first
    let told = problem.map { "\($0.mark.line):\($0.mark.column) \($0.message): \($0.help ?? "")" }
    #expect(told == row.expected)
  }
}
