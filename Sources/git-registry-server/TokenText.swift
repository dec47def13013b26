import Diagnostics
import Glibc
import RunStore

/// Tokens, as people and programs read them.
enum TokenText {
  static func expiry(_ token: AccessToken) -> String { token.expires.map { "until \(day($0))" } ?? "does not expire" }

  /// One line: id, member, scope, registries, until when, last use.
  static func line(_ token: AccessToken, now: Int64) -> String {
    let state =
      token.revoked.map { "revoked \(day($0))" }
      ?? (token.isGood(at: now) ? expiry(token) : "expired \(day(token.expires ?? 0))")
    let registries = token.registries.isEmpty ? "all registries" : token.registries.joined(separator: ", ")
    let use = token.lastUsed.map { "used \(day($0))" } ?? "never used"
    return [token.id, token.member, token.scope.rawValue, registries, state, use].map { EscapedText.line($0) }
      .joined(separator: "  ") + "\n"
  }

  static func json(_ token: AccessToken) -> JSONValue {
    func time(_ milliseconds: Int64?) -> JSONValue? { milliseconds.map { .string(stamp($0)) } }
    return .object([
      "id": .string(token.id), "member": .string(token.member), "scope": .string(token.scope.rawValue),
      "registries": .array(token.registries.map { .string($0) }), "created": time(token.created),
      "expires": time(token.expires), "lastUsed": time(token.lastUsed), "revoked": time(token.revoked),
    ])
  }

  private static func day(_ milliseconds: Int64) -> String { String(stamp(milliseconds).prefix(10)) }

  /// `2026-11-29T06:00:00Z`.
  private static func stamp(_ milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [UInt8](repeating: 0, count: 32)
    let length = buffer.withUnsafeMutableBytes { bytes in
      strftime(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    }
    return String(decoding: buffer[..<length], as: UTF8.self)
  }
}
