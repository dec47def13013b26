import Foundation
import TestSupport
import Testing

/// The pages in a real browser: `Peers/web-pages.py` opens them in Chromium and says what is wrong with each.
struct WebPageTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("models"))
    try sandbox.git("init", "--quiet", "models")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "models")
  }

  static let python =
    ProcessInfo.processInfo.environment["BROWSER_PYTHON"] ?? SourceTree.url(".build/venv-browser/bin/python").path

  /// Every kind of page.
  private static let pages = [
    "/", "/Fine_Tuned_Models", "/Fine_Tuned_Models/sentiment", "/Fine_Tuned_Models/sentiment?q=accurcy%20%3E%201",
    "/Fine_Tuned_Models/sentiment?show=yanked&sort=-metrics.accuracy", "/Fine_Tuned_Models/sentiment@1.2.0",
    "/Fine_Tuned_Models/sentiment@1.0.0", "/Fine_Tuned_Models/sentiment@1.2.0/-/manifest",
    "/Fine_Tuned_Models/sentiment@1.2.0?at=2030-01-01",
    "/Fine_Tuned_Models/sentiment/-/candidates", "/Fine_Tuned_Models/sentiment/-/candidates/run-1",
    "/Fine_Tuned_Models/sentiment/-/candidates?plot=scatter", "/Fine_Tuned_Models/sentiment/-/candidates?plot=none",
    "/Fine_Tuned_Models/sentiment/-/lineage", "/Fine_Tuned_Models/sentiment@1.2.0/-/lineage",
    "/Fine_Tuned_Models/sentiment@1.0.0/-/lineage", "/-/teams/platform",
    "/-/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "/Fine_Tuned_Models/sentiment/-/compare", "/Fine_Tuned_Models/sentiment/-/compare?v=1.1.0&v=1.2.0&v=1.0.0&all=1",
    "/Fine_Tuned_Models/sentiment/-/lines", "/Fine_Tuned_Models/sentiment/-/card",
    "/Fine_Tuned_Models/sentiment/-/history", "/Fine_Tuned_Models/-/members", "/Fine_Tuned_Models/-/history",
    "/-/history", "/-/search", "/-/search?q=sentiment", "/-/members", "/-/members/grace", "/-/me", "/-/rules",
    "/-/proposals", "/-/proposals/retrain", "/-/proposals/retrain/files", "/-/proposals/retrain/commits",
    "/-/proposals/broken", "/-/proposals/done", "/-/rules/alias-dangling", "/-/help", "/Fine_Tuned_Models/nothing",
    "/Nowhere",
    "/-/new", "/Fine_Tuned_Models/-/new", "/Fine_Tuned_Models/-/settings", "/Fine_Tuned_Models/-/settings/add-member",
    "/Fine_Tuned_Models/-/settings/members/bob", "/Fine_Tuned_Models/-/settings/members/bob/remove",
    "/Fine_Tuned_Models/-/settings/retire", "/Fine_Tuned_Models/sentiment/-/settings",
    "/Fine_Tuned_Models/sentiment/-/settings/retire", "/Fine_Tuned_Models/sentiment/-/publish",
    "/Fine_Tuned_Models/sentiment@1.1.0/-/alias", "/Fine_Tuned_Models/sentiment@1.2.0/-/edit",
    "/Fine_Tuned_Models/sentiment@1.2.0/-/deprecate", "/Fine_Tuned_Models/sentiment@1.2.0/-/yank",
    "/Fine_Tuned_Models/sentiment@1.0.0/-/restore", "/Fine_Tuned_Models/sentiment@1.2.0/-/retire",
    "/Fine_Tuned_Models/sentiment/-/candidates/run-1/promote", "/Fine_Tuned_Models/sentiment/-/candidates/run-1/delete",
  ]

  @Test func noPageHasAFaultInABrowser() throws {
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    for (id, accuracy, latency, optimizer) in [
      ("run-1", "0.91", "24", "adam"), ("run-2", "0.87", "31", "sgd"), ("run-3", "0.89", "28", "adam"),
    ] {
      try sandbox.registry(
        "candidate", "create", "Fine_Tuned_Models/sentiment", "--id", id, "--metric", "accuracy=\(accuracy)",
        "--metric",
        "latency_ms=\(latency)", "--param", "optimizer=\(optimizer)", in: "models")
    }
    try propose()
    try browse(Self.pages)
  }

  /// Branches to be merged: one that moves production, one that is invalid, one that is merged.
  private func propose() throws {
    try sandbox.git("branch", "done", in: "models")
    try sandbox.git("switch", "--quiet", "--create", "retrain", in: "models")
    try sandbox.registry(
      "version", "create", "Fine_Tuned_Models/sentiment", "1.3.0", "--artifact", "organization.yaml", "--metric",
      "accuracy=0.93", "--description", "Retrained.", in: "models")
    try sandbox.registry("alias", "set", "Fine_Tuned_Models/sentiment@1.3.0", "production", in: "models")
    try sandbox.git("switch", "--quiet", "-", in: "models")
    try sandbox.git("switch", "--quiet", "--create", "broken", in: "models")
    let path = "models/registries/Fine_Tuned_Models/sentiment/model.yaml"
    try sandbox.write(try sandbox.read(path).replacing("production: 1.1.0", with: "production: 7.7.7"), to: path)
    try sandbox.git("commit", "--quiet", "--all", "--message", "Move production to what is not there", in: "models")
    try sandbox.git("switch", "--quiet", "-", in: "models")
  }

  /// A branch is read, merged and gone; with script, without, and by keys alone.
  @Test(arguments: ["script", "plain", "keys"])
  func aProposalIsMergedInABrowser(way: String) throws {
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    try propose()
    try serving { entry in
      let script = SourceTree.url("Tests/EndToEndTests/Peers/web-proposal.py").path
      let found = try sandbox.run(Self.python, [script, entry, way])
      #expect(found.status == 0, "\(found.text)")
    }
    let tip = try sandbox.git("log", "-1", "--format=%s%n%b%P", in: "models").split(separator: "\n")
    #expect(tip.contains("Merge branch 'retrain' into main") && tip.last?.split(separator: " ").count == 2, "\(tip)")
    #expect(try !sandbox.git("branch", "--format", "%(refname:short)", in: "models").contains("broken"))
    #expect(try sandbox.git("status", "--porcelain", in: "models") == "")
  }

  @Test func keysDoWhatTheySay() throws {
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    try serving { entry in
      let script = SourceTree.url("Tests/EndToEndTests/Peers/web-keys.py").path
      let found = try sandbox.run(Self.python, [script, entry])
      #expect(found.status == 0, "\(found.text)")
    }
  }

  /// Texts that would be markup or script, each in every text of a version, a model, its card, a registry, a candidate, a member, a team,
  /// a commit, a branch, a query and a header.
  @Test func nothingThatIsWrittenRuns() throws {
    let texts = try String(contentsOf: SourceTree.url("Tests/EndToEndTests/Peers/hostile-texts.txt"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    try #require(texts.count >= 200)
    for (index, text) in texts.enumerated() { try HostileManifests(text, index).write(to: sandbox, in: "models") }
    try sandbox.write(texts.joined(separator: "\n\n"), to: "models/registries/Fine_Tuned_Models/sentiment/README.md")
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", texts[0], in: "models")
    for (index, text) in texts.enumerated() {
      try sandbox.write("\(index)\n", to: "models/registries/H\(index)/README.md")
      try sandbox.run("git", ["commit", "--quiet", "--all", "--message", text], in: "models").requireSuccess()
      // Most are no names of branches.
      _ = try sandbox.run("git", ["branch", text.replacing(" ", with: "-")], in: "models")
    }
    let model = "/Fine_Tuned_Models/sentiment"
    let some = [
      "/", model, "\(model)/-/card", "\(model)/-/lineage", "\(model)/-/candidates",
      "\(model)/-/candidates?plot=scatter&x=parameters.p", "/-/history", "/-/members",
      "\(model)/-/compare?v=7.0.0&v=7.0.1&all=1", "/-/proposals",
    ]
    let own = texts.indices.flatMap { index in
      let others = [
        "\(model)@7.0.\(index)/-/lineage", "/H\(index)", "/H\(index)/m", "/-/members/h\(index)", "/-/teams/h\(index)",
        "\(model)/-/candidates/h\(index)",
      ]
      return ["\(model)@7.0.\(index)", "/H\(index)/m/-/card", others[index % others.count]]
    }
    let asked = texts.enumerated().compactMap { index, text in
      text.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map { text in
        ["/-/search?q=\(text)", "\(model)?q=\(text)", "\(model)@\(text)", "\(model)?metric=\(text)"][index % 4]
      }
    }
    try browse(
      some + own + asked,
      ["--trap"])
  }

  /// W&B's and GitLab's steps as their manuals have them, with script, without, and by keys alone.
  @Test func everyFormIsGoneThroughInABrowser() throws {
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    try browse([], script: "web-forms.py")
    try sandbox.registry("validate", in: "models")
    let log = try sandbox.git("log", "--format=%s", in: "models")
    for name in ["With_Script", "Without_Script"] {
      #expect(log.contains("Publish \(name)/sentiment@1.0.0"), "\(log)")
    }
  }

  private func browse(_ addresses: [String], _ options: [String] = [], script name: String = "web-pages.py") throws {
    try serving { entry in
      let script = SourceTree.url("Tests/EndToEndTests/Peers/\(name)").path
      let folder = ProcessInfo.processInfo.environment["PICTURES"] ?? ""
      let found = try sandbox.run(Self.python, [script, entry, folder] + options + addresses)
      #expect(found.status == 0, "\(found.text)")
    }
  }

  /// - Parameter body: is given the address that lets in once.
  private func serving(_ body: (_ entry: String) throws -> Void) throws {
    let port = try GitSandbox.freePort()
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
    try sandbox.serving("git registry serve --listen 127.0.0.1:\(port) -- models", port: port) {
      let wait = "for i in $(seq 200); do grep -q sign-in server-\(port).log && exit 0; sleep 0.1; done; exit 1"
      try sandbox.run("bash", ["-c", wait]).requireSuccess()
      let said = try sandbox.read("server-\(port).log")
      try body(String(try #require(said.firstMatch(of: /(http:\S+sign-in\S+)/)).output.1))
    }
  }
}
