import Foundation
import TestSupport
import Testing

/// schemathesis from PyPI, which makes requests from the server's own description; `make test` installs and names it in `SCHEMATHESIS`.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["SCHEMATHESIS"] != nil, "SCHEMATHESIS names no schemathesis"))
struct OpenAPIFuzzTests {
  @Test(.timeLimit(.minutes(5))) func noRequestThatTheDescriptionAllowsIsTheServersFault() throws {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    let program = try #require(ProcessInfo.processInfo.environment["SCHEMATHESIS"])
    try MLflowServer.serve("models", in: sandbox) { address in
      let outcome = try sandbox.run(
        program,
        [
          "run", "\(address.url)/api/v1/openapi.json", "--checks", "not_a_server_error", "--header",
          "Authorization: Bearer \(address.token)", "--max-examples", "8", "--phases", "examples,fuzzing", "--workers",
          "2", "--request-timeout", "20", "--seed", "7", "--generation-database", "none", "--no-color",
          // Says 501, since MLflow's client asks for it before it sends a file in parts.
          "--exclude-path-regex", "/mpu/",
        ])
      #expect(outcome.status == 0, "\(outcome.text.suffix(6000))")
      #expect(outcome.output.contains("No issues found"), "\(outcome.text.suffix(3000))")
    }
    try sandbox.git("fsck", "--strict", in: "models")
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
  }
}
