import Access
import ArgumentParser
import BlobStore
import Blobs
import Catalog
import Diagnostics
import Endpoints
import Files
import Git
import GitHTTP
import Glibc
import LFSAPI
import MLflowAPI
import RunStore
import ServeOptions
import Serving
import Synchronization

/// `git registry serve`: for the person whose repository it is.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git registry serve",
    abstract: "Serve registries to MLflow's clients; see git registry serve --help.")

  @OptionGroup var options: ServeOptions

  func run() throws {
    let repository = try Repository.open(at: options.path)
    guard let branch = try repository.headBranch() else {
      throw ValidationError("HEAD is detached, so there is no branch to commit on; switch to one")
    }
    let email = try repository.authorEmail()
    let folder = try options.data.map { Self.absolute($0) } ?? ServerContent.folder(in: repository)
    // Held as long as the process lives: a second server would write beside this one, and know of other runs.
    let locks = try [repository.commonDirectory + "/registry", folder].map { folder in
      try repository.making { () throws(GitError) in try FileSystem.makeFolder(folder, isSynced: false) }
      return try Self.lock(folder)
    }
    defer { withExtendedLifetime(locks) {} }
    // `gc` asks the runs there what content they name.
    if options.data != nil { try repository.git("config", ServerContent.setting, folder).requireSuccess() }
    Self.raiseDescriptors()
    let runs = try SQLiteRunStore(at: folder + "/runs.sqlite")
    let place = repository.gitDirectory
    let pool = RepositoryPool(open: { try Repository.open(at: place) }) { use in
      ServeCommand.warn("\(use)")
    }
    let served = ServedRepository(
      branch, of: pool, blobs: LocalBlobStore(try LFSStore(of: repository), on: WorkerThreads(8)), committer: nil,
      program: "0.1.0", now: { Self.millisecondsSince1970() })
    let secret = Secret.make()
    let prefix = "/" + Self.name(of: repository) + ".git"
    let git = GitMount(served, at: repository.commonDirectory, environment: Self.gitEnvironment())
    let mount = MLflowMount(
      served, runs, patience: Int64(options.settleAfter) * 1000,
      runsKept: options.keepRuns.map { Int64($0) * 86_400_000 })
    let work = Task { await mount.work() }
    defer { work.cancel() }
    let routes =
      mount.routes + git.routes(under: prefix) + LFSMount(served, atMost: 1 << 40).routes(under: prefix) + Health.routes
    let dispatcher = Dispatcher(
      routes, forms: [MLflowMount.form, LFSMount.form(under: prefix), GitMount.form(under: prefix), Health.form],
      for: served, Doorkeeper([(secret, Principal(email, source: nil))]), Hosts(), on: WorkerThreads(8))
    try serve(dispatcher, email, secret)
  }

  /// What git needs to be found and to find its settings, and nothing else of what this process was started with.
  private static func gitEnvironment() -> [String: String] {
    let names = ["PATH", "HOME", "LD_LIBRARY_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"]
    return names.reduce(into: [:]) { variables, name in variables[name] = getenv(name).map { String(cString: $0) } }
  }

  /// The last part of the address at which git reaches a repository, without `.git`: the folder's name.
  private static func name(of repository: Repository) -> String {
    let folders = repository.commonDirectory.split(separator: "/").filter { $0 != ".git" }
    let name = folders.last.map(String.init) ?? "registry"
    return name.hasSuffix(".git") ? String(name.dropLast(".git".count)) : name
  }

  private func serve(_ dispatcher: Dispatcher, _ email: String, _ secret: String) throws {
    let address = try ListenAddress(options.listen ?? "127.0.0.1:5000")
    guard address.isLoopback else {
      throw ValidationError(
        "'\(address.host)' is reached from other machines; this server has no members to let in yet")
    }
    // Without --listen, the next port if one is taken.
    for port in address.port..<(address.port + (options.listen == nil ? 20 : 1)) {
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
      if isListening.load(ordering: .relaxed) || port == address.port + (options.listen == nil ? 19 : 0) {
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

  private static func lock(_ folder: String) throws -> FileLock {
    let path = folder + "/server.lock"
    do { return try FileLock(path, secondsAtMost: 0) } catch {
      guard access(path, W_OK) == 0 else { throw error }
      let place = EscapedText.line(folder)
      throw ValidationError("another server already serves this repository, or keeps its runs in '\(place)'")
    }
  }

  /// A connection takes a descriptor, and the usual limit is for programs that have a few files open.
  private static func raiseDescriptors() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard let folder = getcwd(&buffer, buffer.count) else { return path }
    return String(cString: folder) + "/" + path
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
