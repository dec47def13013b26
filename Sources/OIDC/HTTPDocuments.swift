import AsyncHTTPClient
import Diagnostics
import Manifests
import NIOCore
import NIOHTTP1

/// Documents by https, or by http from this machine.
package struct HTTPDocuments: DocumentSource {
  /// It lives as long as the process: requests of several issuers share its connections.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    // Where a document is said to be is where it is: an issuer's address is who it is.
    configuration.redirectConfiguration = .disallow
    configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(5), read: .seconds(10))
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  private static let limitInBytes = 1 << 20

  package init() {}

  package func get(_ address: String) async throws -> String {
    var request = HTTPClientRequest(url: try Self.safe(address))
    request.headers.add(name: "Accept", value: "application/json")
    return try await body(of: request, address)
  }

  package func post(
    _ form: [(name: String, value: String)], to address: String, authorization: String?
  ) async throws -> String {
    var request = HTTPClientRequest(url: try Self.safe(address))
    request.method = .POST
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    authorization.map { request.headers.add(name: "Authorization", value: $0) }
    request.body = .bytes(ByteBuffer(string: FormText.text(form)))
    return try await body(of: request, address)
  }

  private static func safe(_ address: String) throws -> String {
    let plain = address.prefix { $0 != "?" }
    guard TrustedPublisher.isIssuer(String(plain)) else {
      throw DocumentError("'\(EscapedText.line(address))' is neither https nor on this machine")
    }
    return address
  }

  private func body(of request: HTTPClientRequest, _ address: String) async throws -> String {
    let response = try await Self.client.execute(request, timeout: .seconds(10))
    guard response.status == .ok else {
      throw DocumentError(
        "'\(EscapedText.line(address))' answers \(response.status.code)", status: Int(response.status.code))
    }
    let body = try await response.body.collect(upTo: Self.limitInBytes)
    return String(buffer: body)
  }
}

/// Why a document could not be had.
package struct DocumentError: Error, CustomStringConvertible {
  package let description: String
  /// Of the answer; nil if there was none.
  let status: Int?

  package init(_ description: String, status: Int? = nil) {
    self.description = description
    self.status = status
  }
}
