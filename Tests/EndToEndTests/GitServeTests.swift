import Foundation
import TestSupport
import Testing

/// git and git-lfs, unmodified, against `git registry serve`.
struct GitServeTests {
  @Test(arguments: ["0", "1", "2"]) func clonesFetchesAndPushes(version: String) throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let address = ServedGit.address(server)
      try sandbox.git("-c", "protocol.version=\(version)", "clone", "--quiet", address, "clone", in: ".")
      try sandbox.git("config", "protocol.version", version, in: "clone")
      try sandbox.write("weights", to: "clone/model.bin")
      try sandbox.registry("version", "create", "Models/fraud", "--artifact", "model.bin", "--push", in: "clone")
      // The content went through git-lfs to the same address.
      try sandbox.git("clone", "--quiet", address, "consumer", in: ".")
      try sandbox.registry("pull", "Models/fraud@1.0.0", "--output", "out", in: "consumer")
      #expect(try sandbox.read("consumer/out/model.bin") == "weights")
    }
    let audit = try sandbox.registry(["audit", "--json"], in: "server.git")
    #expect(audit.status == 0, "\(audit.text)")
    #expect(try sandbox.registry("log", in: "server.git").contains("ada"))
  }

  @Test(arguments: [["--depth", "1"], ["--filter", "blob:none"], ["--bare"]]) func clonesInParts(_ options: [String])
    throws
  {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let words = ["clone", "--quiet"] + options + [ServedGit.address(server), "clone"]
      try sandbox.run("git", words).requireSuccess()
      #expect(try sandbox.git("log", "--format=%s", "-1", in: "clone").contains("fraud"))
    }
  }

  @Test func aRefusedPushSaysWhy() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      try sandbox.git("clone", "--quiet", ServedGit.address(server), "clone", in: ".")
      try sandbox.registry("version", "create", "Models/fraud", "--metric", "auc=0.9", "--push", in: "clone")
      try sandbox.run("sed", ["-i", "s/0.9/0.99/", "clone/registries/Models/fraud/versions/1.0.0.yaml"])
        .requireSuccess()
      try sandbox.git("commit", "--quiet", "--all", "--message", "Better", in: "clone")
      let push = try sandbox.run("git", ["-C", "clone", "push"])
      #expect(push.status == 1)
      #expect(push.text.contains("remote: error: [version-changed] metric 'auc' was changed"), "\(push.text)")
    }
  }

  @Test func nobodyGetsIn() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      for address in [
        server.url + "/server.git", server.url.replacing("://", with: "://ada:grt_wrong@") + "/server.git",
        server.url + "/other.git",
      ] {
        let clone = try sandbox.run(
          "git", ["clone", "--quiet", address, "clone"], environment: ["GIT_TERMINAL_PROMPT": "0"])
        #expect(
          clone.status == 128 && clone.text.contains("could not read Username")
            || clone.text.contains("Authentication failed"), "\(clone.text)")
      }
    }
  }

  /// A pack of several megabytes, which git sends in chunks, after an empty request that tries the credentials.
  @Test func takesALargePush() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      try sandbox.git("clone", "--quiet", ServedGit.address(server), "clone", in: ".")
      try sandbox.git("switch", "--quiet", "--create", "notes", in: "clone")
      try sandbox.run("bash", ["-c", "head -c 9000000 /dev/urandom > clone/notes.bin"]).requireSuccess()
      try sandbox.git("add", "notes.bin", in: "clone")
      try sandbox.git("commit", "--quiet", "--message", "Notes", in: "clone")
      try sandbox.git("push", "--quiet", "origin", "notes", in: "clone")
      #expect(try sandbox.git("ls-remote", "origin", "refs/heads/notes", in: "clone").contains("refs/heads/notes"))
    }
  }

  /// What git-lfs sends must be what it says.
  @Test func contentIsCheckedAsItComes() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      func put(_ oid: String) throws -> String {
        try sandbox.run(
          "curl",
          [
            "-s", "-w", " %{http_code}", "-X", "PUT", "-H", "Authorization: Bearer \(server.token)", "--data-binary",
            "weights", "\(server.url)/server.git/info/lfs/objects/\(oid)",
          ]
        ).output
      }
      let digest = "9ab5c2ae8ef2e1e8ec3b2ed9ff9d8a9a2b2ccbd6bc9b3ef0e3c0d6dd9a1ee1c0"
      let (wrong, strange) = (try put(digest), try put("../../etc"))
      #expect(wrong.hasSuffix("not \(digest)\"} 400"), "\(wrong)")
      #expect(strange.hasSuffix(" 404"), "\(strange)")
      #expect(!sandbox.exists("server.git/lfs/objects/9a"))
    }
  }

  /// Who may not read one of its registries gets nothing of a repository; a token that may only read does not push.
  @Test func theWholeIsForThoseWhoMayReadAllOfIt() throws {
    let sandbox = try ServedGit.repository()
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
    for words in [
      ["member", "add", "grace", "--email", "grace@acme.org"], ["create", "Secret", "--visibility", "restricted"],
      ["create", "Open"],
    ] { try sandbox.registry(["-C", "founded"] + words, in: ".").requireSuccess() }
    try ServedGit.push(in: sandbox)
    func token(_ words: String...) throws -> String {
      try sandbox.registry(["token", "create"] + words, in: "server.git").output.trimmingCharacters(in: .newlines)
    }
    let (ada, reader, grace) = (try token("ada"), try token("ada", "--scope", "read"), try token("grace"))
    let one = try token("ada", "--registry", "Open")
    try MLflowServer.serve("server.git", in: sandbox) { server in
      func ask(_ path: String, _ token: String) throws -> String {
        try sandbox.run(
          "curl", ["-s", "-o", "answer", "-w", "%{http_code}", "-u", "x:\(token)", "\(server.url)/server.git/\(path)"]
        ).output
      }
      let (fetch, push) = ("info/refs?service=git-upload-pack", "info/refs?service=git-receive-pack")
      let fetches = try [ada, reader, grace, one].map { try ask(fetch, $0) }
      #expect(fetches == ["200", "200", "404", "404"])
      let pushes = try [ada, reader, grace, one].map { try ask(push, $0) }
      #expect(pushes == ["200", "403", "404", "404"])
      // The right that is looked up is that of the service that git is asked for.
      let both = try ask(fetch + "&service=git-receive-pack", reader)
      #expect(both == "200")
      #expect(try sandbox.read("answer").contains("# service=git-upload-pack"))
      let object = "info/lfs/objects/" + String(repeating: "0", count: 64)
      let objects = try [ada, grace].map { try ask(object, $0) }
      #expect(objects == ["404", "404"])
      #expect(try ask("info/refs", ada) == "400")
    }
  }
}
