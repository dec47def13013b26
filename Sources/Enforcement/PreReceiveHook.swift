import Diagnostics
import Git
import Glibc
import Rules

/// `git-registry hook pre-receive`: reads git's lines, judges, and answers with its exit status.
///
/// Read by hand rather than by the argument parser: starting that would cost more than the judgement.
package struct PreReceiveHook {
  package struct Options: Hashable, Sendable {
    package var actorSource: ActorSource
    package var requiredBlobs: PushJudge.RequiredBlobs = .lfsStore
    package var firstAdmin: String?

    package init(
      actorSource: ActorSource, requiredBlobs: PushJudge.RequiredBlobs = .lfsStore, firstAdmin: String? = nil
    ) {
      self.actorSource = actorSource
      self.requiredBlobs = requiredBlobs
      self.firstAdmin = firstAdmin
    }

    /// Reads the arguments that ``HookScript`` writes.
    package init?(arguments: some Sequence<String>) {
      var source: ActorSource?
      var blobs = PushJudge.RequiredBlobs.lfsStore
      var admin: String?
      var iterator = arguments.makeIterator()
      while let option = iterator.next() {
        guard let value = iterator.next() else { return nil }
        switch option {
        case "--actor-from":
          guard let known = ActorSource(value) else { return nil }
          source = known
        case "--require-blobs":
          guard let known = PushJudge.RequiredBlobs(rawValue: value) else { return nil }
          blobs = known
        case "--admin": admin = value
        default: return nil
        }
      }
      guard let source else { return nil }
      self.init(actorSource: source, requiredBlobs: blobs, firstAdmin: admin)
    }

    /// The arguments that ``init(arguments:)`` reads.
    package var arguments: [String] {
      ["--actor-from", "\(actorSource)", "--require-blobs", requiredBlobs.rawValue]
        + (firstAdmin.map { ["--admin", $0] } ?? [])
    }
  }

  /// Runs the hook of the repository that the environment names.
  ///
  /// - Returns: 0 to accept; 1 to refuse; 64 and 70 refuse too, for wrong arguments and for our own failure.
  package static func run(arguments: [String]) -> Int32 {
    guard let options = Options(arguments: arguments) else {
      say(
        "error: git registry: the pre-receive hook has wrong arguments\nhint: install it again: git registry hook install\n"
      )
      return 64
    }
    do {
      // A namespace shows the client other references than those that are judged here.
      if let namespace = getenv("GIT_NAMESPACE").map({ String(cString: $0) }), !namespace.isEmpty {
        throw PushError.namespace(namespace)
      }
      let repository = try Repository.openInHook()
      let limits = try PushLimits(of: repository)
      refuse(after: limits.seconds)
      let updates: [RefUpdate]
      let input = try readInput()
      do throws(PushError) {
        updates = try RefUpdate.parse(input)
      } catch {
        return answer(try Judge.judge(Push(malformation: "\(error)")), options)
      }
      let judge = PushJudge(
        repository: repository, limits: limits, actor: try options.actorSource.actor(),
        isActorSigner: options.actorSource == .signature, requiredBlobs: options.requiredBlobs,
        firstAdmin: options.firstAdmin)
      let report = try judge.judge(updates)
      if let hint = try judge.missedBranchHint(updates) { say("warning: \(hint)\n") }
      return answer(report, options)
    } catch {
      say("error: git registry could not judge the push, so it is refused\n  \(EscapedText.printable("\(error)"))\n")
      return 70
    }
  }

  /// A hook without an end would hold the client's connection, and the quarantine's disk.
  private static func refuse(after seconds: Int) {
    signal(SIGALRM) { _ in
      let text: StaticString = """
        error: git registry found no verdict in time, so the push is refused
        hint: push less at a time, or let an administrator raise registry.maxSeconds

        """
      _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
      _exit(70)
    }
    // Who starts git may have blocked the signal, and that is inherited.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
    alarm(UInt32(seconds))
  }

  private static func answer(_ report: Report, _ options: Options) -> Int32 {
    say(HookRenderer.render(report, errorPrefix: options.actorSource.errorPrefix))
    guard report.hasErrors else { return 0 }
    say("git registry refused the push: \(report.summary)\n")
    return 1
  }

  private static func readInput() throws -> [UInt8] {
    var input: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw PushError.unreadable(String(cString: strerror(errno))) }
      guard count > 0 else { return input }
      input += buffer[..<count]
    }
  }

  private static func say(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
