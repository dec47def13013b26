import Foundation
import TestSupport
import Testing

/// What a server keeps beside the repository, and who may take it away.
struct ServerDataTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
  }

  /// Otherwise the runs would seem to be gone, and `gc` would take what they alone name.
  @Test func anotherPlaceForRunsIsRefusedAsLongAsThereAreSome() throws {
    try MLflowServer.serve("acme", data: "first", in: sandbox) { _ in }
    let second = try sandbox.run(
      MLflowServer.program, ["--listen", "127.0.0.1:\(GitSandbox.freePort())", "--data", "second", "--", "acme"])
    #expect(second.status != 0)
    #expect(second.text.contains("keeps its runs in '\(sandbox.path("first"))'"), "\(second.text)")
    #expect(try sandbox.git("config", "registry.serverData", in: "acme") == sandbox.path("first") + "\n")
    try FileManager.default.removeItem(atPath: sandbox.path("second"))
    try FileManager.default.moveItem(atPath: sandbox.path("first"), toPath: sandbox.path("second"))
    try MLflowServer.serve("acme", data: "second", in: sandbox) { _ in }
  }

  /// Content that comes has no name yet.
  @Test func collectingGarbageWaitsForUploads() throws {
    try MLflowServer.serve("acme", in: sandbox) { address in
      let path = "\(address.url)/registries/Models/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/f"
      let script = """
        (printf a; sleep 4; printf b) | curl -sS -f -H "Authorization: Bearer \(address.token)" -T - \(path) & upload=$!
        for i in $(seq 100); do ls -A acme/.git/lfs/tmp 2>/dev/null | grep -q registry && break; sleep 0.05; done
        git registry gc --grace 0m -C acme; echo status $?
        wait $upload; echo upload $?
        git registry gc --grace 0m -C acme; echo status $?
        curl -sS -f -H "Authorization: Bearer \(address.token)" \(path)
        """
      let outcome = try sandbox.run("bash", ["-c", script])
      #expect(outcome.text.contains("an import is running"), "\(outcome.text)")
      #expect(outcome.text.contains("status 1\nupload 0\n") || outcome.text.contains("{}upload 0"), "\(outcome.text)")
      #expect(outcome.text.contains("status 0\n") && outcome.output.hasSuffix("ab"), "\(outcome.text)")
    }
  }
}
