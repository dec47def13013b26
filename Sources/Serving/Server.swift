package import Endpoints
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import UnixSignals

/// A server that listens, at one address or several.
package struct Server: Sendable {
  private let front: Front
  private let limits: ServerLimits
  private let tls: TLSConfiguration?
  private let proxy: TrustedProxy?

  /// - Parameters:
  ///   - certificate: nil for a server that speaks plainly.
  ///   - proxy: nil if no proxy lets people in.
  /// - Throws: what is wrong with the certificate or its key.
  package init(_ front: Front, _ limits: ServerLimits, _ certificate: ServerCertificate?, _ proxy: TrustedProxy? = nil)
    throws
  {
    self.front = front
    self.limits = limits
    self.proxy = proxy
    tls = try certificate?.configuration()
  }

  /// Listens until it is told to end by SIGTERM or SIGINT, and finishes what is under way.
  ///
  /// - Parameters:
  ///   - places: hosts and ports.
  ///   - started: called once it listens at all of them, with their ports.
  package func run(
    at places: [(host: String, port: Int)], _ started: @escaping @Sendable ([Int]) async -> Void
  ) async throws {
    var logger = Logger(label: "git-registry-server")
    logger.logLevel = .error
    let ready = StartedPorts(places.count, started)
    var services: [any Service] = []
    for (index, place) in places.enumerated() {
      services.append(
        Application(
          responder: ServerResponder(front, limits, proxy: proxy, isEncrypted: tls != nil), server: try builder(),
          configuration: ApplicationConfiguration(
            address: .hostname(place.host, port: place.port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
          onServerRunning: { channel in await ready.note(channel.localAddress?.port ?? 0, at: index) },
          logger: logger))
    }
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(limits.secondsToFinish)
    try await ServiceGroup(configuration: configuration).run()
  }

  private func builder() throws -> HTTPServerBuilder {
    let limits = limits
    let plain = HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [RequestDeadlines(limits)],
        idleTimeout: .seconds(60),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 32 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    return try tls.map { try .tls(plain, tlsConfiguration: $0) } ?? plain
  }
}
