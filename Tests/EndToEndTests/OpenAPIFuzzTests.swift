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
    // 501 is said of what MLflow has and this server does not: its client does not try that again.
    try sandbox.write(
      """
      [parameters]
      "path.registry" = "Models"
      "path.project" = "acme/Models"

      [checks.not_a_server_error]
      expected-statuses = ["2xx", "3xx", "4xx", "501"]
      """, to: "schemathesis.toml")
    try MLflowServer.serve("models", in: sandbox) { address in
      let outcome = try sandbox.run(
        program,
        [
          "--config-file", "schemathesis.toml", "run", "\(address.url)/api/v1/openapi.json", "--checks",
          "not_a_server_error", "--header", "Authorization: Bearer \(address.token)", "--max-examples", "10",
          "--phases",
          "fuzzing", "--workers", "2", "--request-timeout", "20", "--seed", "7", "--generation-database", "none",
          "--no-color",
        ])
      #expect(outcome.status == 0, "\(outcome.text.suffix(6000))")
      // Some of it is taken: a server that refuses all is no test.
      let metrics = try sandbox.run("curl", ["-s", "\(address.url)/metrics"]).output
      #expect(metrics.matches(of: /status="200"\} [1-9]/).count > 10, "\(metrics)")
    }
    try sandbox.git("fsck", "--strict", in: "models")
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
  }
}
