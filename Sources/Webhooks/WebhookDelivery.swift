import Actions
import Diagnostics
package import Endpoints
package import Git
import RegistryStore

/// Tells a receiver what happens in one repository: each commit with events that it wants, in their order, again and again until it takes
/// it. What a push brought is told as what the server wrote is.
package struct WebhookDelivery: Sendable {
  private let target: WebhookTarget
  private let repository: ServedRepository
  private let organization: String
  private let source: BranchMark.Source
  private let cursor: WebhookCursor
  private let metrics: WebhookMetrics
  private let log: @Sendable (String) -> Void

  /// How often the branch is looked at; it costs the reading of 41 bytes.
  private static let between = Duration.milliseconds(250)
  private static let firstWait = 1.0
  private static let longestWait = 300.0

  /// - Parameters:
  ///   - source: of the branch that is served.
  ///   - folder: the server's data.
  ///   - log: told when a receiver begins to fail, and when it takes messages again.
  package init(
    to target: WebhookTarget, from repository: ServedRepository, of organization: String,
    marked source: BranchMark.Source,
    keptIn folder: String, counting metrics: WebhookMetrics, log: @escaping @Sendable (String) -> Void
  ) {
    self.target = target
    self.repository = repository
    self.organization = organization
    self.source = source
    self.metrics = metrics
    self.log = log
    cursor = WebhookCursor(of: target, in: folder)
  }

  /// Where the receiver is, for who never was sent anything: what is there now is not told.
  ///
  /// Called before the server takes requests, so that it misses none of theirs.
  package func begin() async throws {
    guard cursor.read() == nil else { return }
    let cursor = cursor
    try await repository.read { reader in try cursor.write(reader.commit.id) }
  }

  /// Goes on until the task is cancelled, or the receiver is gone.
  package func run() async {
    var known: BranchMark?
    while !Task.isCancelled {
      let mark = source.mark()
      if mark != known {
        do {
          guard try await tellAll() else { return }
          known = mark
        } catch is CancellationError { return } catch {
          log("webhook: what happened in \(EscapedText.line(organization)) cannot be read: \(error)")
          try? await Task.sleep(for: .seconds(Self.firstWait))
        }
      }
      try? await Task.sleep(for: Self.between)
    }
  }

  /// - Returns: false if the receiver is gone.
  private func tellAll() async throws -> Bool {
    let (messages, tip) = try await news()
    for message in messages {
      guard try await tell(message) else { return false }
      try cursor.write(message.commit)
    }
    if messages.last?.commit != tip { try cursor.write(tip) }
    return true
  }

  /// What the receiver does not know yet, oldest first, and the commit up to which that is all.
  private func news() async throws -> (messages: [WebhookMessage], tip: ObjectID) {
    let (cursor, target, organization) = (cursor, target, organization)
    return try await repository.read { reader in
      let tip = reader.commit
      guard let last = cursor.read(), last != tip.id else { return ([], tip.id) }
      let gain = try BranchGain(from: last, to: tip, in: reader.repository)
      var messages: [WebhookMessage] = []
      _ = try reader.history().tell(among: gain.ids) { entry in
        if let told = entry.keeping(target.wants) { messages.append(WebhookMessage(told, of: organization)) }
        return true
      }
      return (messages.reversed(), tip.id)
    }
  }

  /// Sends a message until it is taken.
  ///
  /// - Returns: false if the receiver is gone.
  private func tell(_ message: WebhookMessage) async throws -> Bool {
    var wait = Self.firstWait
    var hasFailed = false
    while true {
      try Task.checkCancellation()
      switch await WebhookClient().send(message, to: target, at: repository.now() / 1000) {
      case .taken:
        metrics.countDelivery()
        if hasFailed { log("webhook: the receiver takes messages again, from \(message.id) on") }
        return true
      case .gone:
        log("webhook: the receiver is gone (410): nothing more is sent before the server starts again")
        return false
      case .failed(let reason):
        metrics.countFailure()
        if !hasFailed { log("webhook: \(message.id) was not taken: \(reason); it is sent again until it is") }
        hasFailed = true
        try await Task.sleep(for: .seconds(wait * Double.random(in: 0.8...1.2)))
        wait = min(wait * 2, Self.longestWait)
      }
    }
  }
}
