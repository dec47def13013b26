import Files
import Git

/// How far a webhook's receiver is: the last commit whose events it has taken, in a file, so that a server that was killed goes on there.
struct WebhookCursor: Sendable {
  private let folder: String
  private let path: String

  /// - Parameter folder: the server's data.
  init(of target: WebhookTarget, in folder: String) {
    self.folder = "\(folder)/webhooks"
    path = "\(self.folder)/\(target.fileName)"
  }

  /// Nil if nothing was ever sent there.
  func read() -> ObjectID? {
    FileSystem.bytes(of: path).flatMap { ObjectID(hex: String(decoding: $0.prefix { $0 != 10 }, as: UTF8.self)) }
  }

  /// On the disk when this returns.
  func write(_ commit: ObjectID) throws {
    try FileSystem.makeFolder(folder)
    try FileSystem.replace(path, with: "\(commit)\n", permissions: 0o600)
  }
}
