import Foundation
import TestSupport
import Testing

/// `make install`, `uninstall` and `dist`, with the static program that `make build` made; skipped where there is none.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["GIT_REGISTRY_PROGRAM"] != nil))
struct InstallTests {
  private let sandbox: GitSandbox

  init() throws { sandbox = try GitSandbox() }

  private func make(_ arguments: String...) throws {
    let outcome = try sandbox.run("make", ["--directory", SourceTree.top.path, "--silent"] + arguments)
    try #require(outcome.status == 0, "make \(arguments.joined(separator: " ")): \(outcome.text)")
  }

  private func files() throws -> [String] {
    try sandbox.run("find", ["prefix", "-type", "f"]).output.split(separator: "\n").map(String.init).sorted()
  }

  @Test func installPutsEverythingIntoPlaceAndUninstallTakesItAway() throws {
    try sandbox.write("mine", to: "prefix/bin/mine")
    try make("install", "PREFIX=\(sandbox.path("prefix"))")
    let installed = try files()
    for path in [
      "bin/git-registry", "share/man/man1/git-registry.1", "share/man/man1/git-registry-version-create.1",
      "share/bash-completion/completions/git-registry", "share/zsh/site-functions/_git-registry",
      "share/fish/vendor_completions.d/git-registry.fish", "share/fish/vendor_conf.d/git-registry.fish",
      "share/git-registry/schema/model-version.json",
    ] {
      #expect(installed.contains("prefix/\(path)"))
    }
    try make("uninstall", "PREFIX=\(sandbox.path("prefix"))")
    #expect(try files() == ["prefix/bin/mine"])
  }

  @Test func gitOpensTheManPage() throws {
    try make("install", "PREFIX=\(sandbox.path("prefix"))")
    let environment = ["MANPATH": sandbox.path("prefix/share/man"), "MANPAGER": "cat", "MANWIDTH": "80"]
    let page = try sandbox.run("git", ["registry", "--help"], environment: environment)
    #expect(page.output.contains("git-registry - A model registry that lives in a git repository"))
    let names = try sandbox.run("ls", ["prefix/share/man/man1"]).output.split(separator: "\n")
    for name in names {
      let outcome = try sandbox.run("man", ["--warnings", "--local-file", "prefix/share/man/man1/\(name)"])
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(name): \(outcome.error)")
    }
  }

  /// A root of its own takes a namespace, which some containers do not give.
  private static let isolation: [String]? = {
    let options = ["--fork", "--pid"] + (getuid() == 0 ? [] : ["--map-root-user"])
    let outcome = try? GitSandbox().run("unshare", options + ["--mount-proc", "true"])
    return outcome?.status == 0 ? options : nil
  }()

  @Test(.enabled(if: isolation != nil, "no namespaces here"))
  func theProgramAloneReadsARegistryInAnEmptyRoot() throws {
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("sample"))
    try sandbox.git("init", "--quiet", in: "sample")
    try sandbox.git("add", ".", in: "sample")
    try sandbox.git("commit", "--quiet", "--message", "Sample", in: "sample")
    try sandbox.git("clone", "--quiet", "--bare", "sample", "root/sample.git")
    try FileManager.default.copyItem(atPath: GitSandbox.program, toPath: sandbox.path("root/git-registry"))
    _ = try sandbox.run("mkdir", ["root/proc"])
    func inRoot(_ arguments: String...) throws -> GitSandbox.Outcome {
      let root = sandbox.path("root")
      let command = ["--mount-proc=\(root)/proc", "/usr/sbin/chroot", root, "/git-registry", "-C", "/sample.git"]
      return try sandbox.run("unshare", (Self.isolation ?? []) + command + arguments)
    }
    #expect(try inRoot("--version").status == 0)
    #expect(try inRoot("list").output.contains("Fine_Tuned_Models  custom"))
    #expect(try inRoot("show", "Fine_Tuned_Models/sentiment@champion").output.contains("sentiment@1.2.0"))
    #expect(try inRoot("validate").output.hasSuffix("no findings\n"))
  }
}
