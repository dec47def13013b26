import NIOSSL

/// What a server shows its clients that it is who they asked for.
package struct ServerCertificate: Sendable {
  private let chain: String
  private let key: String

  /// - Parameters:
  ///   - chain: a file in PEM: the server's certificate first, then those that vouch for it.
  ///   - key: a file in PEM: its private key.
  package init(chain: String, key: String) {
    self.chain = chain
    self.key = key
  }

  func configuration() throws -> TLSConfiguration {
    let certificates: [NIOSSLCertificate]
    do { certificates = try NIOSSLCertificate.fromPEMFile(chain) } catch {
      throw ServerCertificateError(file: chain, "has no certificate in PEM that can be read")
    }
    let privateKey: NIOSSLPrivateKey
    do { privateKey = try NIOSSLPrivateKey(file: key, format: .pem) } catch {
      throw ServerCertificateError(file: key, "has no private key in PEM that can be read")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
    configuration.minimumTLSVersion = .tlsv12
    do { _ = try NIOSSLContext(configuration: configuration) } catch {
      throw ServerCertificateError(file: key, "is not the key of the certificate in \(chain)")
    }
    return configuration
  }
}

/// A file of a certificate or a key that is of no use.
package struct ServerCertificateError: Error, CustomStringConvertible {
  package let description: String

  init(file: String, _ reason: String) { description = "\(file) \(reason)" }
}
