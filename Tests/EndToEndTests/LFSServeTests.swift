import Foundation
import TestSupport
import Testing

/// Git LFS of `git registry serve`, by git-lfs and by hand.
struct LFSServeTests {
  private static let type = "application/vnd.git-lfs+json"

  private func curl(_ words: [String], in sandbox: GitSandbox) throws -> (status: String, body: String) {
    let outcome = try sandbox.run("curl", ["-s", "-m", "60", "-o", "answer", "-w", "%{http_code}"] + words)
    return (outcome.output, (try? sandbox.read("answer")) ?? "")
  }

  private func digest(of text: String, in sandbox: GitSandbox) throws -> String {
    try sandbox.write(text, to: "content")
    return String(try sandbox.run("sha256sum", ["content"]).output.prefix(64))
  }

  private func batch(_ operation: String, _ oid: String, _ size: Int) -> String {
    #"{"operation": "\#(operation)", "transfers": ["basic"], "objects": [{"oid": "\#(oid)", "size": \#(size)}]}"#
  }

  @Test func givesParts() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let oid = try digest(of: "weights", in: sandbox)
      let login = ["-u", "x:\(server.token)"]
      let place = "\(server.url)/server.git/info/lfs/objects/\(oid)"
      #expect(try curl(login + ["-T", "content", place], in: sandbox).status == "200")
      for (range, status, body) in [
        ("0-2", "206", "wei"), ("3-", "206", "ghts"), ("-2", "206", "ts"), ("2-100", "206", "ights"),
      ] {
        let answer = try curl(login + ["-r", range, place], in: sandbox)
        #expect(answer.status == status && answer.body == body, "\(range): \(answer)")
      }
      #expect(try curl(login + ["-r", "7-", place], in: sandbox).status == "416")
      // Sent again, it is taken again.
      #expect(try curl(login + ["-T", "content", place], in: sandbox).status == "200")
      // Broken off, nothing of it is left.
      try sandbox.write("weights and more", to: "content")
      #expect(try curl(login + ["-T", "content", place], in: sandbox).status == "400")
      #expect(try sandbox.run("find", ["server.git/lfs/tmp", "-type", "f"]).output == "")
      #expect(try curl(login + [place], in: sandbox).body == "weights")
    }
  }

  /// Locks are not there, and git-lfs is told so as it wants to be: it says nothing, and asks no more.
  @Test func thereAreNoLocks() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      for (method, path) in [("POST", "locks/verify"), ("GET", "locks"), ("POST", "locks"), ("POST", "locks/1/unlock")]
      {
        let answer = try curl(
          ["-u", "x:\(server.token)", "-X", method, "\(server.url)/server.git/info/lfs/\(path)"], in: sandbox)
        #expect(answer.status == "404" && answer.body.contains("message"), "\(path): \(answer)")
      }
      try sandbox.git("clone", "--quiet", ServedGit.address(server), "clone")
      try sandbox.git("lfs", "install", "--local", in: "clone")
      try sandbox.git("lfs", "track", "*.bin", in: "clone")
      try sandbox.write("weights", to: "clone/a.bin")
      try sandbox.git("switch", "--quiet", "--create", "topic", in: "clone")
      try sandbox.git("add", ".", in: "clone")
      try sandbox.git("commit", "--quiet", "--message", "Add", in: "clone")
      let push = try sandbox.run("git", ["push", "--quiet", "origin", "topic"], in: "clone")
      #expect(push.status == 0 && !push.text.lowercased().contains("lock"), "\(push.text)")
      #expect(try sandbox.git("config", "--get-regexp", "lfs.*locksverify", in: "clone").contains("false"))
    }
  }

  /// Content that another repository has is none of this one's: it must be sent, and is not given.
  @Test func whatAnotherRepositoryHasMustBeSent() throws {
    let team = try TeamServer()
    try team.repository("other")
    let (mia, stranger) = (try team.token("mia"), try team.token("mia", in: "other"))
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let oid = try digest(of: "secret weights", in: team.sandbox)
      func objects(_ name: String) -> String { "http://127.0.0.1:\(port)/\(name).git/info/lfs/objects" }
      let sent = try curl(["-u", "x:\(mia)", "-T", "content", "\(objects("acme"))/\(oid)"], in: team.sandbox)
      #expect(sent.status == "200", "\(sent)")
      func ask(_ operation: String, _ name: String, _ token: String) throws -> (status: String, body: String) {
        try curl(
          [
            "-u", "x:\(token)", "-H", "Content-Type: \(Self.type)", "-d", batch(operation, oid, 14),
            "\(objects(name))/batch",
          ],
          in: team.sandbox)
      }
      let own = try ask("upload", "acme", mia)
      #expect(own.status == "200" && !own.body.contains("actions"), "\(own)")
      let foreign = try ask("upload", "other", stranger)
      #expect(foreign.body.contains(#""actions": {"upload""#), "\(foreign)")
      let download = try ask("download", "other", stranger)
      #expect(download.body.contains(#""code": 404"#), "\(download)")
      #expect(try curl(["-u", "x:\(stranger)", "\(objects("other"))/\(oid)"], in: team.sandbox).status == "404")
      #expect(try curl(["-u", "x:\(stranger)", "\(objects("acme"))/\(oid)"], in: team.sandbox).status == "401")
      // The name without the bytes is nothing.
      try team.sandbox.write("something else", to: "content")
      let claimed = try curl(["-u", "x:\(stranger)", "-T", "content", "\(objects("other"))/\(oid)"], in: team.sandbox)
      #expect(claimed.status == "400", "\(claimed)")
      #expect(try ask("download", "other", stranger).body.contains(#""code": 404"#))
    }
  }

  /// A repository takes no more than the operator gives it, by whichever way it comes, and says so.
  @Test func theQuotaHolds() throws {
    let sandbox = try ServedGit.repository()
    try sandbox.run("bash", ["-c", "for i in 1 2 3; do head -c 40000 /dev/urandom > f$i; done"]).requireSuccess()
    try MLflowServer.serve("server.git", ["--quota", "100k"], in: sandbox) { server in
      let login = ["-u", "x:\(server.token)"]
      func send(_ name: String) throws -> (status: String, body: String) {
        let oid = String(try sandbox.run("sha256sum", [name]).output.prefix(64))
        return try curl(login + ["-T", name, "\(server.url)/server.git/info/lfs/objects/\(oid)"], in: sandbox)
      }
      #expect(try send("f1").status == "200")
      #expect(try send("f2").status == "200")
      let full = try send("f3")
      #expect(full.status == "413" && full.body.contains("102400 bytes") && full.body.contains("--quota"), "\(full)")
      let oid = String(repeating: "1", count: 64)
      let batch = try curl(
        login + ["-d", batch("upload", oid, 40000), "\(server.url)/server.git/info/lfs/objects/batch"], in: sandbox)
      #expect(batch.status == "200" && batch.body.contains(#""code": 413"#), "\(batch)")
      let ours = try curl(
        login + ["--data-binary", "@f3", "\(server.url)/api/v1/registries/Models/uploads"], in: sandbox)
      #expect(ours.status == "413" && ours.body.contains("--quota"), "\(ours)")
      let mlflow = try curl(
        login + ["-T", "f3", "\(server.url)/registries/Models/api/2.0/mlflow-artifacts/artifacts/1/r/f3"], in: sandbox)
      #expect(mlflow.status == "400" && mlflow.body.contains("--quota"), "\(mlflow)")
      // In chunks nobody knows beforehand how much it is.
      let chunked = try curl(
        login + [
          "-H", "Transfer-Encoding: chunked", "--data-binary", "@f3", "\(server.url)/api/v1/registries/Models/uploads",
        ], in: sandbox)
      #expect(chunked.status == "413", "\(chunked)")
      try sandbox.git("clone", "--quiet", ServedGit.address(server), "clone")
      let version = try sandbox.registry(
        ["version", "create", "Models/fraud", "--artifact", sandbox.path("f3"), "--push"], in: "clone")
      #expect(version.status != 0 && version.text.contains("may have"), "\(version.text)")
      // What is removed makes room.
      try sandbox.run("rm", ["-rf", "server.git/lfs/objects"]).requireSuccess()
      Thread.sleep(forTimeInterval: 5)
      #expect(try send("f3").status == "200")
    }
    for wrong in ["0", "-1", "x", "10q", "99999999999999g"] {
      let refused = try sandbox.registry(["serve", "--quota=\(wrong)", "server.git"], in: ".")
      #expect(refused.status != 0 && refused.text.contains("--quota"), "\(wrong): \(refused.text)")
    }
  }

  /// A thousand files go up with their version and come down again, and nobody says more than where.
  @Test func aThousandFilesGoUpAndComeDown() throws {
    let sandbox = try ServedGit.repository()
    try MLflowServer.serve("server.git", in: sandbox) { server in
      let address = ServedGit.address(server)
      try sandbox.git("clone", "--quiet", address, "clone")
      let make = "mkdir files && for i in $(seq 1000); do echo \"file $i\" > files/$i.bin; done"
      try sandbox.run("bash", ["-ec", make], in: "clone").requireSuccess()
      try sandbox.registry("version", "create", "Models/fraud", "--artifact", "files", "--push", in: "clone")
      try sandbox.registry("pull", "--repo", address, "Models/fraud@1.0.0", "--output", "out", in: ".")
      let count = try sandbox.run(
        "bash",
        ["-c", "find out -name '*.bin' | wc -l; diff -r clone/files $(dirname $(find out -name 1.bin)) && echo same"])
      #expect(count.output == "1000\nsame\n", "\(count.text)")
      #expect(try sandbox.run("bash", ["-c", "find server.git/lfs/objects -type f | wc -l"]).output == "1000\n")
    }
  }
}
