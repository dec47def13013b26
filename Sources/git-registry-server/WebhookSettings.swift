import ArgumentParser
import Diagnostics
import Files
import RegistryStore
import ServeOptions
import Webhooks

/// What the options say of webhooks.
enum WebhookSettings {
  /// - Throws: `ValidationError` with what to do.
  static func targets(_ options: ServeOptions) throws -> [WebhookTarget] {
    guard !options.webhook.isEmpty else {
      guard options.webhookEvents.isEmpty, options.webhookSecret == nil else {
        throw ValidationError("--webhook-events and --webhook-secret are about what --webhook URL sends; add it")
      }
      return []
    }
    guard let file = options.webhookSecret else {
      throw ValidationError("a receiver must be able to tell who sends; add --webhook-secret FILE. \(making)")
    }
    guard let bytes = FileSystem.bytes(of: file), let secret = WebhookSecret(String(decoding: bytes, as: UTF8.self))
    else { throw ValidationError("there is no secret in '\(EscapedText.line(file))'. \(making)") }
    let events = try names(options.webhookEvents)
    return try options.webhook.map { address in
      guard ["https://", "http://"].contains(where: { address.hasPrefix($0) && address.count > $0.count }) else {
        throw ValidationError("'\(EscapedText.line(address))' is not an address such as https://chat.acme.org/hook")
      }
      return WebhookTarget(address, events, secret)
    }
  }

  private static let making = #"Make one: echo "whsec_$(openssl rand -base64 32)" > FILE"#

  private static func names(_ texts: [String]) throws -> Set<EventName>? {
    let words = texts.flatMap { $0.split(separator: ",").map(String.init) }
    guard !words.isEmpty else { return nil }
    return Set(
      try words.map { word in
        if let name = EventName(rawValue: word) { return name }
        let help = Suggestion.help(for: word, among: EventName.allCases.map(\.rawValue)) ?? ""
        throw ValidationError("'\(EscapedText.line(word))' is not a kind of event; \(help)")
      })
  }
}
