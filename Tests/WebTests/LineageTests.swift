import Foundation
import TestSupport
import Testing

/// What versions were made from, whole.
struct LineageTests {
  private static let web = Task {
    try await WebSandbox { sandbox in
      try sandbox.registry("create", "Secret", "--visibility", "restricted", in: "models")
      try sandbox.registry("create", "Lab", "--visibility", "organization", in: "models")
      for model in ["Secret/hidden-model", "Lab/base", "Lab/tuned", "Lab/alone"] {
        try sandbox.registry("model", "create", model, in: "models")
      }
      func publish(_ name: String, _ number: String, from inputs: String...) throws {
        try sandbox.registry(
          ["version", "create", name, number, "--metric", "a=1"] + inputs.flatMap { ["--lineage", $0] }, in: "models"
        ).requireSuccess()
      }
      try publish("Lab/base", "1.0.0", from: "https://data.example/set")
      try publish("Secret/hidden-model", "1.0.0", from: "Lab/base@1.0.0")
      try publish("Lab/tuned", "1.0.0", from: "Lab/base@1.0.0", "Secret/hidden-model@1.0.0")
      try publish("Lab/tuned", "1.1.0", from: "Lab/tuned@1.0.0")
      try publish("Lab/alone", "1.0.0")
    }
  }

  @Test func aVersionsLineageIsWhole() async throws {
    let body = try await Self.web.value.get("/Lab/base@1.0.0/-/lineage").body
    for name in ["/Lab/tuned@1.0.0", "/Lab/tuned@1.1.0", "/Secret/hidden-model@1.0.0", "https://data.example/set"] {
      #expect(body.contains("href=\"\(name)\""), "\(name)")
    }
    // The drawing has each once; a table beside it has every edge.
    #expect(body.matches(of: /<rect class="node/).count == 5 && body.matches(of: /<path class="edge"/).count == 5)
    #expect(body.matches(of: /<th scope="row">/).count == 5)
  }

  @Test func aModelsLineageIsThatOfItsVersions() async throws {
    let web = try await Self.web.value
    let body = try await web.get("/Lab/tuned/-/lineage").body
    #expect(body.matches(of: /<rect class="node self"/).count == 2)
    #expect(body.contains("href=\"/Lab/base@1.0.0\""))
    #expect(try await web.get("/Lab/alone/-/lineage").body.contains("--lineage"))
  }

  @Test func whatIsHiddenIsNotNamed() async throws {
    let web = try await Self.web.value
    for address in [
      "/Lab/tuned/-/lineage", "/Lab/tuned@1.0.0/-/lineage", "/Lab/tuned@1.0.0", "/Lab/base@1.0.0/-/lineage",
    ] {
      let body = try await web.get(address, as: "bob").body
      #expect(!body.contains("Secret") && !body.contains("hidden-model"), "\(address)")
    }
    let seen = try await web.get("/Lab/tuned@1.0.0/-/lineage", as: "bob").body
    #expect(seen.contains("a version you cannot see"))
    // What is only reached through it is not there either.
    let base = try await web.get("/Lab/base@1.0.0/-/lineage", as: "bob").body
    #expect(!base.contains("a version you cannot see") && base.contains("/Lab/tuned@1.0.0"))
  }

  @Test func aliasesLeadToTheLineageOfTheVersion() async throws {
    let answer = try await Self.web.value.get("/Lab/tuned@latest/-/lineage")
    #expect(
      answer.status == 302 && answer.headers["Location"] == "/Lab/tuned@1.1.0/-/lineage?asked=latest", "\(answer)")
  }

  @Test func bytesAreFoundWhereTheyAre() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Secret", "--visibility", "restricted", in: "models")
      try sandbox.registry("create", "Lab", "--visibility", "organization", in: "models")
      try sandbox.write("the same weights", to: "w.bin")
      for model in ["Secret/hidden-model", "Lab/a", "Lab/b"] {
        try sandbox.registry("model", "create", model, in: "models")
        try sandbox.registry("version", "create", model, "1.0.0", "--artifact", sandbox.path("w.bin"), in: "models")
      }
      try sandbox.write("hidden weights", to: "h.bin")
      try sandbox.registry(
        "version", "create", "Secret/hidden-model", "1.1.0", "--artifact", sandbox.path("h.bin"), in: "models")
    }
    func address(_ file: String) throws -> String {
      let sum = try web.sandbox.run("sha256sum", [web.sandbox.path(file)]).output.prefix(64)
      return "/-/blobs/sha256:\(sum)"
    }
    let all = try await web.get(try address("w.bin"))
    #expect(all.body.matches(of: /<th scope="row">/).count == 3 && all.body.contains("Secret/hidden-model@1.0.0"))
    let some = try await web.get(try address("w.bin"), as: "bob")
    #expect(some.body.matches(of: /<th scope="row">/).count == 2 && !some.body.contains("Secret"))
    // What only others may see is as what never was.
    let hidden = try await web.get(try address("h.bin"), as: "bob")
    let absent = try await web.get("/-/blobs/sha256:" + String(repeating: "0", count: 64), as: "bob")
    #expect(hidden.status == 404 && absent.status == 404)
    let digits = /[0-9a-f]{64}/
    let ids = /[0-9]+\.[0-9]+ms/
    #expect(
      hidden.body.replacing(digits, with: "D").replacing(ids, with: "")
        == absent.body.replacing(digits, with: "D").replacing(ids, with: ""))
    #expect(try await web.get("/-/blobs/nonsense").status == 404)
    #expect(try await web.get(try address("w.bin") + "?format=json", as: "bob").body.matches(of: /"ref"/).count == 2)
  }
}
