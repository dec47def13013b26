import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Sends messages. It follows no redirect: what is signed for one address is not for another.
struct WebhookClient: Sendable {
  /// What a receiver says to a message.
  enum Outcome: Sendable {
    case taken
    /// It is not there any more, and asks for nothing more to be sent (410).
    case gone
    /// Why it was not taken; the same is sent again.
    case failed(String)
  }

  private static let secondsForAnswer: Int64 = 15
  private static let bytesOfAnswer = 64 << 10

  /// For as long as the process lives.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(10), read: .seconds(secondsForAnswer))
    configuration.httpVersion = .http1Only
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  func send(_ message: WebhookMessage, to target: WebhookTarget, at time: Int64) async -> Outcome {
    var request = HTTPClientRequest(url: target.address)
    request.method = .POST
    for (name, value) in [
      ("Content-Type", "application/json"), ("User-Agent", "git-registry"), ("webhook-id", message.id),
      ("webhook-timestamp", "\(time)"), ("webhook-signature", target.secret.signature(of: message, at: time)),
    ] { request.headers.add(name: name, value: value) }
    request.body = .bytes(message.body)
    do {
      let response = try await Self.client.execute(request, timeout: .seconds(Self.secondsForAnswer))
      _ = try? await response.body.collect(upTo: Self.bytesOfAnswer)
      switch response.status.code {
      case 200..<300: return .taken
      case 410: return .gone
      default: return .failed("it answered \(response.status.code)")
      }
    } catch { return .failed(Self.reason(error)) }
  }

  /// Without what an error may quote of the address, which may have a secret in it.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError: error.shortDescription
    default: "it cannot be reached (\(type(of: error)))"
    }
  }
}
