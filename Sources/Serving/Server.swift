package import Endpoints
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// A server that listens.
package struct Server: Sendable {
  private let dispatcher: Dispatcher
  private let address: String
  private let port: Int

  package init(_ dispatcher: Dispatcher, at address: String, port: Int) {
    self.dispatcher = dispatcher
    self.address = address
    self.port = port
  }

  /// Listens until it is told to end by SIGTERM or SIGINT, and finishes what is under way.
  ///
  /// - Parameter started: called with the port once it listens.
  package func run(_ started: @escaping @Sendable (Int) async -> Void) async throws {
    var logger = Logger(label: "git-registry-server")
    logger.logLevel = .error
    let application = Application(
      responder: ServerResponder(dispatcher),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          idleTimeout: .seconds(60),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 32 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(address, port: port), serverName: nil),
      onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) },
      logger: logger)
    try await application.runService()
  }
}
