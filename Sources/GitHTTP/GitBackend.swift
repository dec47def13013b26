import AsyncAlgorithms
import BlobStore
import Endpoints
import Git
import Subprocess
import SystemPackage

/// `git http-backend` for one repository: git itself speaks its protocol, both versions of it, and this hands bytes to and fro.
///
/// Source: git-http-backend(1); RFC 3875 for how it is asked and answers.
struct GitBackend: Sendable {
  /// The git directory.
  private let directory: String
  /// What git needs beside them.
  private let environment: [String: String]

  init(_ directory: String, environment: [String: String]) {
    self.directory = directory
    self.environment = environment
  }

  /// Asks git, and returns what it answers as it comes.
  ///
  /// - Parameters:
  ///   - place: below the repository: `/info/refs`.
  ///   - query: for git, which need not be the request's: of two values of a name it would take the other one.
  ///   - user: who the hooks are told pushes; nil where nobody may.
  /// - Throws: ``SilentGit`` if it answers nothing that can be read; what the system says where it cannot be run.
  func respond(
    to request: ServerRequest, at place: String, query: String = "", user: String?
  ) async throws -> ServerResponse {
    let pieces = AsyncThrowingChannel<[UInt8], any Error>()
    let environment = variables(of: request, place, query, user)
    let body = request.body
    let process = Task {
      do {
        try await Self.run(environment, body, into: pieces)
        pieces.finish()
      } catch { pieces.fail(error) }
    }
    let lease = RunningProcess(process)
    var output = pieces.makeAsyncIterator()
    var head = CGIHead()
    while !head.isWhole, let piece = try await output.next() { head.take(piece) }
    guard var response = head.response else { throw SilentGit() }
    let first = head.rest
    response.body = .stream(
      ByteStream(announcing: nil) {
        var first: [UInt8]? = first.isEmpty ? nil : first
        var output = pieces.makeAsyncIterator()
        return {
          defer { withExtendedLifetime(lease) {} }
          if let piece = first {
            first = nil
            return piece
          }
          return try await output.next()
        }
      })
    return response
  }

  /// Clones without content are served, and by the old protocol too what they fetch later: what a reference that is told leads to.
  private static let settings = [
    "http.receivepack=true", "uploadpack.allowFilter=true", "uploadpack.allowReachableSHA1InWant=true",
  ].flatMap { ["-c", $0] }

  private static func run(
    _ environment: Environment, _ body: ByteStream, into pieces: AsyncThrowingChannel<[UInt8], any Error>
  ) async throws {
    var options = PlatformOptions()
    // Told to end, git ends the program that it has started for the request as well.
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
    _ = try await Subprocess.run(
      .name("git"), arguments: Arguments(settings + ["http-backend"]),
      environment: environment,
      platformOptions: options, input: .inputWriter, output: .sequence, error: .discarded
    ) { execution in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          do {
            for try await piece in body {
              // A program that has answered need not read on.
              guard (try? await execution.standardInputWriter.write(piece)) != nil else { break }
            }
          } catch {
            // It would wait for the rest, and whoever reads its answer for it. It may have ended by itself.
            try? execution.send(signal: .terminate)
            throw error
          }
          // One that has ended reads no end either.
          try? await execution.standardInputWriter.finish()
        }
        for try await buffer in execution.standardOutput {
          await pieces.send(buffer.withUnsafeBytes { Array($0) })
        }
        // The body is read by nobody else until then.
        try await group.waitForAll()
      }
    }
  }

  /// Nothing of a request reaches a hook by another name than these.
  private func variables(
    of request: ServerRequest, _ place: String, _ query: String, _ user: String?
  ) -> Environment {
    var variables: [Environment.Key: String] = [
      "GIT_PROJECT_ROOT": directory, "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": place,
      "REQUEST_METHOD": request.method.rawValue,
      "QUERY_STRING": query,
      "GATEWAY_INTERFACE": "CGI/1.1", "LC_ALL": "C.UTF-8",
    ]
    variables["REMOTE_USER"] = user
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    for (variable, header) in Self.headers { variables[variable] = request.headers[header] }
    return .custom(variables)
  }

  private static let headers: [(Environment.Key, String)] = [
    ("CONTENT_TYPE", "content-type"), ("CONTENT_LENGTH", "content-length"), ("GIT_PROTOCOL", "git-protocol"),
    ("HTTP_CONTENT_ENCODING", "content-encoding"), ("HTTP_ACCEPT_ENCODING", "accept-encoding"),
    ("HTTP_ACCEPT_LANGUAGE", "accept-language"),
  ]
}

/// git ended before it had said a status: the server's own fault, as where it may not read the repository.
struct SilentGit: Error, CustomStringConvertible {
  let description = "git http-backend gave no answer; try it by hand: git -C REPOSITORY fsck"
}

/// Ends a program that nobody waits for any more.
private final class RunningProcess: Sendable {
  private let task: Task<Void, Never>

  init(_ task: Task<Void, Never>) { self.task = task }

  deinit { task.cancel() }
}
