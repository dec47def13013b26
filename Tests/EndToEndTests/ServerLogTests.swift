import Foundation
import TestSupport
import Testing

/// What a server writes into its log, and what it never does.
struct ServerLogTests {
  @Test func eachRequestIsALineWithoutSecrets() throws {
    let team = try TeamServer()
    let token = try team.token("mia")
    var log = ""
    try team.serve("--listen 127.0.0.1:PORT --root git --log json") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)"
      let ways = [
        ["-u", "somebody:\(token)"], ["-H", "Authorization: Bearer \(token)"], ["-H", "PRIVATE-TOKEN: glpat-\(token)"],
        ["-H", "Authorization: Bearer eyJhbGciOi.secretclaims.sig"], ["-H", "Authorization: Nonsense \(token)"],
      ]
      for way in ways {
        for path in [
          "/acme/registries/Models/api/2.0/mlflow/registered-models/search?token=querysecret&max_results=\(token)",
          "/api/v1/organizations/acme/registries?private_token=querysecret", "/\(token)/info/refs",
          "/nothing/glpat-\(token)",
          "/acme.git/info/refs?service=git-upload-pack&access_token=querysecret",
        ] { _ = try team.curl(way[0], way[1], url + path) }
      }
      // A fault of the server's own, which the log tells of: its store of runs is gone.
      try team.sandbox.run(
        "bash", ["-c", "echo garbage > git/acme.git/refs/heads/$(git -C git/acme.git symbolic-ref --short HEAD)"]
      )
      .requireSuccess()
      _ = try team.curl("-H", "Authorization: Bearer \(token)", url + "/api/v1/organizations/acme/registries")
      log = try team.sandbox.read("server-\(port).log")
    }
    let lines = log.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(lines.count >= 25, "\(log)")
    var routes: Set<String> = []
    for line in lines {
      let value = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
      #expect(value["time"] is String && value["level"] is String && value["message"] is String, "\(line)")
      if let route = value["route"] as? String {
        routes.insert(route)
        #expect(value["status"] is Int && value["seconds"] is Double && value["method"] is String, "\(line)")
      }
    }
    #expect(routes.isSuperset(of: ["none", "/api/v1/registries"]), "\(routes)")
    for secret in [token, String(token.dropFirst(4)), "querysecret", "secretclaims", "Authorization", "PRIVATE-TOKEN"] {
      #expect(!log.contains(secret), "\(secret) is in the log")
    }
  }
}
