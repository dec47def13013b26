import Foundation
import TestSupport
import Testing

/// `git registry site build`: a site that a plain web server and a browser read.
struct SiteTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("models"))
    try sandbox.git("init", "--quiet", "models")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "models")
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
  }

  @Test func aSiteHasNoFaultInABrowser() throws {
    try sandbox.registry(
      "candidate", "create", "Fine_Tuned_Models/sentiment", "--id", "run-1", "--metric", "accuracy=0.91", in: "models")
    let said = try sandbox.registry(
      "site", "build", "../pages/models", "--include", "public,organization,restricted", in: "models")
    #expect(said.hasPrefix("../pages/models: ") && said.hasSuffix(" 0 removed\n"), "\(said)")
    let script = SourceTree.url("Tests/EndToEndTests/Peers/site-pages.py").path
    let folder = ProcessInfo.processInfo.environment["PICTURES"] ?? sandbox.path("pictures")
    let found = try sandbox.run(WebPageTests.python, [script, sandbox.path("pages/models"), folder])
    #expect(found.status == 0, "\(found.text)")
  }

  /// What is public is what is written, and HEAD's state unless something else is asked for.
  @Test func theChoiceIsTheCommands() throws {
    try sandbox.registry("site", "build", "../public", in: "models")
    #expect(!sandbox.exists("public/Models") && sandbox.exists("public/index.html"))
    try sandbox.registry("create", "Later", "--visibility", "public", in: "models")
    try sandbox.registry("site", "build", "../past", "--at", "HEAD~1", in: "models")
    #expect(!sandbox.exists("past/Later"))
    try sandbox.registry("site", "build", "../past", in: "models")
    #expect(sandbox.exists("past/Later/index.html"))
  }

  @Test(arguments: [
    (["../site", "--include", "secret"], "--include takes public, organization and restricted"),
    (["../site", "--versions", "newest:none"], "newest:none"),
    (["../site", "--base", "acme.org"], "--base takes an address"),
    (["."], "has files that are not of a site"), (["../site", "--at", "nowhere"], "there is no revision 'nowhere'"),
  ])
  func wrongWordsAreRefused(words: [String], message: String) throws {
    let outcome = try sandbox.registry(["site", "build"] + words, in: "models")
    #expect(outcome.status != 0 && outcome.text.contains(message), "\(outcome.text)")
    #expect(!sandbox.exists("site"))
  }
}
