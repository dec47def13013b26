import TestSupport
import Testing

/// Gates and what is routine, written in a registry's settings.
struct PolicyFieldTests {
  private static let address = "/Fine_Tuned_Models/-/settings"
  private static let manifest = "models/registries/Fine_Tuned_Models/registry.yaml"

  /// What is written, what stands beside the field, and the rule that says so.
  @Test(arguments: [
    ("gatess: {}", "line 1: unknown field &#39;policy.gatess&#39;", "manifest-schema"),
    ("- gates", "line 1: &#39;policy&#39; is not a mapping of keys to values", "manifest-schema"),
    (
      "gates:\n  versions:\n    metrics:\n      accuracy: {min: 0.95, max: 0.9}",
      "line 4: &#39;policy.gates.versions.metrics.accuracy&#39; has the minimum 0.95 above the maximum 0.9, so nothing passes",
      "manifest-schema"
    ),
    (
      "gates:\n  aliases:\n    latest: {tags: [owner]}", "line 3: alias &#39;latest&#39; is reserved", "manifest-schema"
    ),
    (
      "routine:\n  metrics:\n    loss: {maxWorseThanCurrent: -1}",
      "line 3: &#39;policy.routine.metrics.loss.maxWorseThanCurrent&#39; is neither a percentage nor a number from 0 up",
      "manifest-schema"
    ),
    ("gates: {versions: {tags: [owner]}}\ngates: {}", "line 2: ", "manifest-duplicate-key"),
    ("gates: [", "line ", "manifest-syntax"), ("gates: &a {}", "line 1: ", "manifest-feature"),
  ])
  func whatIsNoPolicyIsRefusedBesideTheField(text: String, refusal: String, rule: String) async throws {
    let web = try await WebSandbox()
    let before = try web.sandbox.read(Self.manifest)
    let form = try await OpenForm(Self.address, in: web)
    let answer = try await form.send(["policy": text])
    let said = try #require(answer.refusal(of: "policy"), "\(answer.body)")
    #expect(answer.status == 422 && said.contains(">\(refusal)") && said.contains(">\(rule)</a>"), "\(said)")
    #expect(answer.summary?.contains("href=\"#f-policy\"") ?? false)
    // What was typed is there to be mended.
    #expect(try form.again(answer)["policy"] == text)
    #expect(try web.sandbox.read(Self.manifest) == before)
  }

  @Test func aGateIsWrittenHoldsAndIsTakenAway() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.address, in: web)
    #expect(form["policy"] == "")
    let text = "gates:\r\n  versions:\r\n    # by hand\r\n    metrics: {accuracy: {min: 0.99}}\r\nroutine: {}\r\n"
    #expect(try await form.send(["policy": text]).isDone)
    let canonical =
      "gates:\n  versions:\n    metrics:\n      accuracy:\n        min: 0.99\nroutine: {}\n"
    let written = try web.sandbox.read(Self.manifest)
    #expect(
      written.contains("policy:\n" + canonical.split(separator: "\n").map { "  \($0)\n" }.joined()), "\(written)")
    let again = try await OpenForm(Self.address, in: web)
    #expect(again["policy"] == canonical)
    let publish = try await OpenForm("/Fine_Tuned_Models/sentiment/-/publish", in: web)
    let refused = try await publish.send(["metrics.key": "accuracy", "metrics.value": "0.9", "number": "patch"])
    #expect(refused.refusal(of: "metrics")?.contains("gate-not-passed") ?? false, "\(refused.body)")
    #expect(try await again.send(["policy": " \n"]).isDone)
    #expect(try !web.sandbox.read(Self.manifest).contains("policy:"))
  }
}
