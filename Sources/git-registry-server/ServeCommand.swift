import Access
import ArgumentParser
import BlobStore
import Blobs
import Diagnostics
import Endpoints
import Files
import Git
import Glibc
import MLflowAPI
import RunStore
import Serving
import Synchronization

/// `git registry serve`: in a clone, for the person whose clone it is; over a bare repository, for its members.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git registry serve",
    abstract: "Serve a registry to MLflow's clients and others.",
    discussion: """
      In a clone, with no option: listens on this machine alone, acts as git's user.email, commits to the branch that is checked out, \
      and prints the address and a token for this run of the server.

      Runs under way are in one SQLite file in --data; models, versions and what belongs to them are commits.
      """)

  @Argument(help: ArgumentHelp("The repository: a clone or a bare one.", valueName: "repository"))
  var path = "."

  @Option(help: ArgumentHelp("Listen here. Without it, the first free port from 5000 on.", valueName: "address:port"))
  var listen: String?

  @Option(help: ArgumentHelp("Keep runs here; registry/server in the git directory unless given.", valueName: "folder"))
  var data: String?

  func run() throws {
    let repository = try Repository.open(at: path)
    guard let branch = try repository.headBranch() else {
      throw ValidationError("HEAD is detached, so there is no branch to commit on; switch to one")
    }
    let email = try repository.authorEmail()
    let folder = data ?? repository.commonDirectory + "/registry/server"
    try repository.making { () throws(GitError) in try FileSystem.makeFolder(folder, isSynced: false) }
    // Held as long as the process lives: a second server on the same data would lose what the first one acknowledges.
    guard let lock = try? FileLock(folder + "/server.lock", secondsAtMost: 0) else {
      throw ValidationError(
        "another server already uses '\(EscapedText.line(folder))'; stop it, or name another folder with --data")
    }
    defer { withExtendedLifetime(lock) {} }
    let runs = try SQLiteRunStore(at: folder + "/runs.sqlite")
    let place = repository.gitDirectory
    let pool = RepositoryPool(open: { try Repository.open(at: place) }) { use in
      ServeCommand.warn("\(use)")
    }
    let served = ServedRepository(
      branch, of: pool, blobs: LocalBlobStore(try LFSStore(of: repository), on: WorkerThreads(8)), committer: nil,
      program: "0.1.0", now: { Self.millisecondsSince1970() })
    let secret = Secret.make()
    let dispatcher = Dispatcher(
      MLflowMount(served, runs).routes + Health.routes, forms: [MLflowMount.form, Health.form], for: served,
      Doorkeeper([(secret, Principal(email, source: nil))]), Hosts())
    try serve(dispatcher, email, secret)
  }

  private func serve(_ dispatcher: Dispatcher, _ email: String, _ secret: String) throws {
    let address = try ListenAddress(listen ?? "127.0.0.1:5000")
    guard address.isLoopback else {
      throw ValidationError(
        "'\(address.host)' is reached from other machines; this server has no members to let in yet")
    }
    // Without --listen, the next port if one is taken.
    for port in address.port..<(address.port + (listen == nil ? 20 : 1)) {
      let outcome = Waited<(any Error)?>()
      let isListening = Atomic(false)
      Task {
        do {
          try await Server(dispatcher, at: address.host, port: port).run { port in
            isListening.store(true, ordering: .relaxed)
            Self.greet("http://\(address.host):\(port)", email, secret)
          }
          outcome.set(nil)
        } catch { outcome.set(error) }
      }
      guard let error = outcome.wait() else { return }
      if isListening.load(ordering: .relaxed) || port == address.port + (listen == nil ? 19 : 0) {
        throw ValidationError("cannot listen on \(address.host):\(port): \(error)")
      }
    }
  }

  private static func greet(_ address: String, _ email: String, _ secret: String) {
    let text = """
      serving at \(address) as \(EscapedText.line(email)); stop with Ctrl-C

        export MLFLOW_TRACKING_URI=\(address)/registries/REGISTRY
        export MLFLOW_TRACKING_TOKEN=\(secret)

      """
    say(text, on: STDOUT_FILENO)
  }

  private static func warn(_ text: String) { say("warning: \(text)\n", on: STDERR_FILENO) }

  private static func say(_ text: String, on descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  private static func millisecondsSince1970() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
