import Access
import Actions
import BlobStore
import CommitQueue
import Endpoints
import Foundation
import GitHTTP
import RunStore
import Synchronization
import TestSupport
import Testing

/// Rights that are taken away while something is under way: what began with them ends without them.
@Suite struct WithdrawnRightTests {
  private let server: ServedSandbox

  init() async throws { server = try await ServedSandbox() }

  /// What happens to mia, a member of `Lab`.
  enum Loss: String, CaseIterable {
    case token, membership, role, visibility
  }

  private func take(_ loss: Loss) async throws {
    switch loss {
    case .token: try await server.runs.revokeToken("member", now: 3)
    case .membership: try server.sandbox.registry("member", "remove", "mia", in: "acme.git")
    case .role:
      try server.sandbox.registry(
        "member", "edit", "mia", "--registry", "Lab", "--role", "restricted-viewer", in: "acme.git")
    case .visibility: try server.sandbox.registry("edit", "Lab", "--visibility", "disabled", in: "acme.git")
    }
  }

  private static func status(after loss: Loss) -> Int {
    switch loss {
    case .token, .membership: 401
    case .role: 403
    case .visibility: 404
    }
  }

  /// More than are read at once.
  private static let content = String(repeating: "weights and more weights\n", count: 80_000)

  @Test(arguments: Loss.allCases) func aDownloadEndsWithTheRight(_ loss: Loss) async throws {
    let put = try await server.ask(
      .member, .put, ServedSandbox.files + "/1/r/artifacts/w.bin", body: Self.content)
    #expect(put.status == 200)
    let digest = try server.sandbox.run("sh", ["-c", "ls acme.git/lfs/objects/*/*"]).output
      .split(separator: "\n").map(String.init).first { $0.count == 64 }
    let want = try noise()
    let requests: [(HTTPMethod, String, [String: String], String)] = [
      (.get, ServedSandbox.files + "/1/r/artifacts/w.bin", [:], ""),
      (.get, ServedSandbox.gitLabFiles + "/1/r/artifacts/w.bin", [:], ""),
      (.get, "/acme.git/info/lfs/objects/\(try #require(digest))", [:], ""),
      (
        .post, "/acme.git/git-upload-pack", ["content-type": "application/x-git-upload-pack-request"],
        "0032want \(want)\n00000009done\n"
      ),
    ]
    var rests: [(String, () async throws -> Int)] = []
    for (method, path, headers, body) in requests {
      let response = await server.dispatcher.respond(
        method, path, query: "", headers: server.headers(of: .member).merging(headers) { $1 },
        body: ByteStream(Array(body.utf8)))
      guard case .stream(let stream) = response.body, response.status == 200 else {
        Issue.record("\(path): \(response.status)")
        continue
      }
      var iterator = stream.makeAsyncIterator()
      let first = try await iterator.next()
      #expect(first != nil, "\(path)")
      rests.append(
        (
          path,
          {
            var count = 0
            while let piece = try await iterator.next() { count += piece.count }
            return count
          }
        ))
    }
    try await take(loss)
    try await Task.sleep(for: .milliseconds(1100))
    for (path, rest) in rests {
      await #expect(throws: RequestError.self, "\(path)") { try await rest() }
    }
  }

  /// Two megabytes that do not compress, at a branch of the repository: its id.
  private func noise() throws -> String {
    let script = """
      head -c 2000000 /dev/urandom > noise.bin && blob=$(git -C acme.git hash-object -w ../noise.bin) &&
      tree=$(printf '100644 blob %s\tnoise.bin\n' $blob | git -C acme.git mktree) &&
      git -C acme.git update-ref refs/heads/noise $(git -C acme.git commit-tree -m noise $tree) &&
      git -C acme.git rev-parse noise
      """
    let outcome = try server.sandbox.run("bash", ["-c", script.replacing("../noise.bin", with: "$PWD/noise.bin")])
    try outcome.requireSuccess()
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test(arguments: Loss.allCases) func anUploadEndsWithTheRight(_ loss: Loss) async throws {
    let (server, gate) = (server, Gate())
    let digest = String(repeating: "0", count: 63) + "1"
    let requests: [(HTTPMethod, String, [String: String], [[UInt8]])] = [
      (.put, ServedSandbox.files + "/1/r/artifacts/slow.bin", [:], Self.pieces),
      (.put, ServedSandbox.packages + "/m/1.0.0/files/slow.bin", [:], Self.pieces),
      (.post, "/api/v1/registries/Lab/uploads", [:], Self.pieces),
      (.put, "/acme.git/info/lfs/objects/\(digest)", [:], Self.pieces),
      (
        .post, "/acme.git/git-receive-pack", ["content-type": "application/x-git-receive-pack-request"], try push()
      ),
    ]
    let before = try server.sandbox.git("for-each-ref", "refs/heads", in: "acme.git")
    try await withThrowingTaskGroup(of: (String, Int).self) { group in
      for (method, path, headers, pieces) in requests {
        group.addTask {
          let body = ByteStream(announcing: nil) {
            var rest = pieces[...]
            return {
              if rest.count < pieces.count { try await gate.pass() }
              return rest.popFirst()
            }
          }
          let response = await server.dispatcher.respond(
            method, path, query: "", headers: server.headers(of: .member).merging(headers) { $1 }, body: body)
          // git says its status before it has read what comes: then the answer ends without its end.
          guard case .stream(let answer) = response.body else { return (path, response.status) }
          do { for try await _ in answer {} } catch { return (path, GitMount.form.response(error).status) }
          return (path, response.status)
        }
      }
      try await gate.wait(for: requests.count)
      try await take(loss)
      try await Task.sleep(for: .milliseconds(1100))
      gate.open()
      for try await (path, status) in group { #expect(status == Self.status(after: loss), "\(path)") }
    }
    let after = try server.sandbox.git("for-each-ref", "refs/heads", in: "acme.git")
    #expect(!after.contains("refs/heads/mine"), "\(before)\n\(after)")
    #expect(try server.sandbox.run("sh", ["-c", "find acme.git/lfs -type f"]).output == "")
  }

  private static let pieces: [[UInt8]] = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]

  /// What git sends for a new branch: a command, and a pack in two pieces.
  private func push() throws -> [[UInt8]] {
    let script = """
      cd acme.git && head=$(git rev-parse HEAD) && commit=$(git commit-tree -p $head -m mine $head^{tree}) &&
      printf '%s\n^%s\n' $commit $head | git pack-objects --quiet --revs --stdout > ../mine.pack && echo $commit
      """
    let outcome = try server.sandbox.run("bash", ["-c", script])
    try outcome.requireSuccess()
    let commit = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let line = "\(String(repeating: "0", count: 40)) \(commit) refs/heads/mine\0report-status"
    let length = String(line.utf8.count + 4, radix: 16)
    let head = String(repeating: "0", count: 4 - length.count) + length + line + "0000"
    let pack = Array(try Data(contentsOf: server.sandbox.folder.appending(path: "mine.pack")))
    return [Array(head.utf8) + pack.prefix(20), Array(pack.dropFirst(20))]
  }

  /// The same push lands while the right is there.
  @Test func thePushThatIsWithdrawnWouldLand() async throws {
    let response = await server.dispatcher.respond(
      .post, "/acme.git/git-receive-pack", query: "",
      headers: server.headers(of: .member).merging(["content-type": "application/x-git-receive-pack-request"]) { $1 },
      body: ByteStream(try push().flatMap { $0 }))
    if case .stream(let stream) = response.body { for try await _ in stream {} }
    #expect(try server.sandbox.git("for-each-ref", "refs/heads", in: "acme.git").contains("refs/heads/mine"))
  }

  /// What waits for its group is judged by what its member may do when it lands, not when it was sent.
  @Test(arguments: Loss.allCases) func aCommitThatWaitsEndsWithTheRight(_ loss: Loss) async throws {
    let (server, gate) = (server, Gate())
    // A group before it that takes its time.
    async let first: Void = {
      let nobody = PlannedCommit([], by: Authorship(local: "ada@acme.org", at: 0), message: nil, content: [])
      _ = try? await server.served.queue.land(nobody) {
        try await gate.pass()
        throw CancellationError()
      }
    }()
    try await gate.wait(for: 1)
    async let second = server.ask(
      .member, .post, ServedSandbox.api + "/registered-models/create", body: #"{"name": "late"}"#)
    while server.served.waitingCommits == 0 { try await Task.sleep(for: .milliseconds(5)) }
    try await take(loss)
    gate.open()
    let answer = try await second
    await first
    #expect([401, 403, 404].contains(answer.status), "\(answer)")
    let models = try server.sandbox.registry("list", "Lab", in: "acme.git")
    #expect(!models.contains("late"), "\(models)")
  }
}

/// Holds tasks until it is opened, and knows how many it holds.
private final class Gate: Sendable {
  private let state = Mutex((isOpen: false, waiting: 0))

  func open() { state.withLock { $0.isOpen = true } }

  func pass() async throws {
    state.withLock { $0.waiting += 1 }
    while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(5)) }
  }

  func wait(for count: Int) async throws {
    let start = ContinuousClock.now
    while state.withLock({ $0.waiting }) < count {
      try #require(ContinuousClock.now - start < .seconds(60), "\(state.withLock { $0.waiting }) of \(count) came")
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
