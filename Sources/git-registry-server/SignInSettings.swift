import Access
import ArgumentParser
import Diagnostics
import Endpoints
import Files
import Manifests
import OIDC
import RunStore
import ServeOptions
import Serving
import SignIn

/// By whose word the server lets people and jobs in, made of its options.
struct SignInSettings {
  /// Nil if no issuer's jobs come in.
  let issuers: IssuerList?
  let provider: LoginProvider?
  let proxy: TrustedProxy?

  /// True if somebody may come in without a token that was made here.
  var letsOthersIn: Bool { issuers != nil || provider != nil || proxy != nil }

  init(_ options: SignInOptions) throws {
    let source = HTTPDocuments()
    let log = SparingLog { Console.warn($0) }
    func issuer(_ address: String, _ option: String) throws -> Issuer {
      guard TrustedPublisher.isIssuer(address) else {
        throw ValidationError(
          "'\(EscapedText.line(address))' of --\(option) is not the https:// address of an issuer, as its tokens have it in 'iss'"
        )
      }
      return Issuer(address, from: source, now: { Clock.millisecondsSince1970() }) { log.say($0) }
    }
    let trusted = try options.oidcIssuer.map { try issuer($0, "oidc-issuer") }
    issuers =
      trusted.isEmpty ? nil : IssuerList(trusted, now: { Clock.millisecondsSince1970() }) { log.say($0) }
    provider = try Self.provider(options, from: source) { try issuer($0, "login-issuer") }
    proxy = try Self.proxy(options)
  }

  private static func provider(
    _ options: SignInOptions, from source: any DocumentSource, _ issuer: (String) throws -> Issuer
  ) throws -> LoginProvider? {
    guard let address = options.loginIssuer else {
      guard options.loginClient == nil, options.loginSecretFile == nil, options.loginClaim == nil else {
        throw ValidationError("--login-client and the like need their provider; add --login-issuer URL")
      }
      return nil
    }
    guard let client = options.loginClient else {
      throw ValidationError("--login-issuer needs the id that the provider knows this server by; add --login-client ID")
    }
    let secret = try options.loginSecretFile.map { path in
      let text = FileSystem.bytes(of: path).flatMap { String(validating: $0, as: UTF8.self) }
      guard let secret = text?.split(whereSeparator: \.isNewline).first else {
        throw ValidationError("'\(EscapedText.line(path))' of --login-secret-file has no secret that can be read")
      }
      return String(secret)
    }
    return LoginProvider(
      try issuer(address), client: client, secret: secret, claim: options.loginClaim ?? "email", from: source,
      now: { Clock.millisecondsSince1970() })
  }

  private static func proxy(_ options: SignInOptions) throws -> TrustedProxy? {
    guard let header = options.proxyUserHeader else {
      guard options.proxyFrom.isEmpty else {
        throw ValidationError("--proxy-from needs the header that the proxy sends; add --proxy-user-header NAME")
      }
      return nil
    }
    guard !options.proxyFrom.isEmpty else {
      throw ValidationError(
        "anybody could send '\(EscapedText.line(header))'; add --proxy-from with the proxy's address")
    }
    let isName = header.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard isName, !header.isEmpty, !["authorization", "cookie", "host", "origin"].contains(header.lowercased()) else {
      throw ValidationError(
        "'\(EscapedText.line(header))' is not a header for a user's name; write X-Forwarded-User or the like")
    }
    let addresses = try options.proxyFrom.map { text in
      guard let range = AddressRange(text) else {
        throw ValidationError(
          "'\(EscapedText.line(text))' is neither an address nor a network; write 127.0.0.1 or 10.0.0.0/8")
      }
      return range
    }
    return TrustedProxy(header: header, from: addresses)
  }
}
