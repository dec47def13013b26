/// What the three hooks of a server are told by their scripts: who vouches for the pusher, where content must be, and who may found
/// a registry.
package struct PushHookOptions: Hashable, Sendable {
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
