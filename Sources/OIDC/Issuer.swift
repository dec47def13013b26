import ManifestCoding

/// An issuer that the server's operator trusts, and its keys as it published them last.
///
/// It is asked at most once a minute, whatever is sent: who makes up names of keys must not make this server ask.
package actor Issuer {
  /// Exactly as tokens have it.
  package nonisolated let address: String
  private let source: any DocumentSource
  /// Milliseconds since 1970.
  private let now: @Sendable () -> Int64
  private let log: @Sendable (String) -> Void
  private var known: Known?
  private var lastAttempt: Int64?
  private var attempt: Task<Known?, Never>?

  private struct Known: Sendable {
    let metadata: ProviderMetadata
    let keys: [String: SigningKey]
    let since: Int64

    func key(_ id: String?) -> SigningKey? { id.map { keys[$0] } ?? (keys.count == 1 ? keys.first?.value : nil) }
  }

  /// In milliseconds.
  private static let betweenAttempts: Int64 = 60_000
  /// Keys that an issuer takes back are good for so long at most, while it can be asked.
  private static let fresh: Int64 = 600_000
  /// And while it cannot be.
  private static let usable: Int64 = 24 * 3_600_000

  package init(
    _ address: String, from source: any DocumentSource, now: @escaping @Sendable () -> Int64,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.address = address
    self.source = source
    self.now = now
    self.log = log
  }

  /// What the issuer says of itself; nil if it could not be asked.
  package func metadata() async -> ProviderMetadata? { await current { _ in true }?.metadata }

  /// - Parameter id: nil for the only one that there is.
  ///
  /// Source: OpenID Connect Core 1.0, section 10.1.
  func key(_ id: String?) async -> SigningKey? { await current { $0.key(id) != nil }?.key(id) }

  /// What is known, asked for again if it is old or not enough.
  private func current(_ isEnough: @Sendable (Known) -> Bool) async -> Known? {
    let time = now()
    if let known, time - known.since < Self.fresh, isEnough(known) { return known }
    if attempt == nil, lastAttempt.map({ time - $0 >= Self.betweenAttempts }) ?? true {
      lastAttempt = time
      attempt = Task { await ask() }
    }
    if let attempt {
      let answer = await attempt.value
      self.attempt = nil
      if let answer { known = answer }
    }
    guard let known, now() - known.since < Self.usable else { return nil }
    return known
  }

  private func ask() async -> Known? {
    do {
      let metadata = try ProviderMetadata(try await source.get(ProviderMetadata.address(of: address)), of: address)
      let text = try await source.get(metadata.keys)
      guard let node = JSONReader.read(text, isForeign: true, takesAnyText: true).node, let list = node.member("keys")
      else { throw DocumentError("the keys of issuer '\(address)' cannot be read") }
      var keys: [String: SigningKey] = [:]
      for element in list.elements {
        if let key = await SigningKey(element), keys[key.id] == nil { keys[key.id] = key }
      }
      return Known(metadata: metadata, keys: keys, since: now())
    } catch {
      log("issuer '\(address)' could not be asked for its keys: \(error)")
      return nil
    }
  }
}
