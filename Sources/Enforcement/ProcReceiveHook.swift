import Blobs
import Diagnostics
import Git
import Glibc

/// `git-registry hook proc-receive`: moves the references of a push itself, if `receive.procReceiveRefs` is `refs`.
///
/// git asks pre-receive without holding any lock, and moves each reference for itself. Here the push is judged again under our
/// lock on the true references, and either all of them move or none, whatever the client asked for; what is acknowledged is on
/// disk.
///
///     git:  version=1\0…   flush            hook: version=1   flush
///     git:  <old> <new> <ref>  …   flush    hook: ok <ref> | ng <ref> <reason>  …   flush
///
/// Source: githooks(5), "proc-receive".
package enum ProcReceiveHook {
  /// - Returns: 0 if git was answered, whatever the verdict; anything else refuses the push too.
  package static func run(arguments: [String], program: String) -> Int32 {
    let options = PushHookOptions(arguments: arguments)
    var (opened, updates): (Repository?, [RefUpdate]) = (nil, [])
    do {
      guard let options else { throw PushError.arguments }
      let repository = try Repository.openInHook()
      opened = repository
      try PushError.refuseNamespace()
      let limits = try PushLimits(of: repository)
      HookProcess.refuse(after: limits.seconds)
      let greeting = try PacketLine.lines(read)
      guard greeting.first?.starts(with: "version=1".utf8) == true else { throw PushError.unreadable("its version") }
      try send([Array("version=1".utf8)])
      updates = try RefUpdate.parse(lines: PacketLine.lines(read).map { $0[...] })
      RefusalLog.prepare(updates, actor: nil, options, in: repository)
      let onRecord = PushOnRecord(repository: repository, options: options, program: program)
      let push = StrictPush(updates: updates, limits: limits, onRecord: onRecord)
      let refusal = try push.run()
      try send(
        updates.map { update in
          let name = update.name.bytes
          return refusal.map { Array("ng ".utf8) + name + Array(" \($0)".utf8) } ?? Array("ok ".utf8) + name
        })
      return 0
    } catch {
      HookProcess.say(
        "error: git registry could not judge the push, so it is refused\n  \(EscapedText.printable("\(error)"))\n")
      if let options { RefusalLog.note(.failed(error), updates, actor: nil, options, in: opened) }
      return 70
    }
  }

  private static func read(_ count: Int) throws(PushError) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let result = bytes.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress.map { $0 + done }, count - done) }
      if result < 0, errno == EINTR { continue }
      guard result > 0 else { return nil }
      done += result
    }
    return bytes
  }

  private static func send(_ lines: [[UInt8]]) throws(PushError) {
    guard HookProcess.write(lines.flatMap { PacketLine.frame($0) } + PacketLine.flush, to: 1) else {
      throw .unreadable("git no longer listens")
    }
  }
}
