import ArgumentParser

/// The address at which git reaches a registry's repository on a server: `https://models.acme.org/acme.git`.
struct ServerAddress: ExpressibleByArgument {
  let text: String
  /// The scheme, host and port, which is what tokens for the server are made for unless something else is said.
  let origin: String

  init?(argument: String) {
    let schemes = ["https://", "http://127.0.0.1", "http://localhost"]
    guard schemes.contains(where: { argument.hasPrefix($0) && argument != $0 }), argument.hasSuffix(".git"),
      argument.utf8.allSatisfy(ProgramAddress.isPlain), !argument.contains("@"),
      let host = argument.firstRange(of: "://")?.upperBound, let slash = argument[host...].firstIndex(of: "/"),
      slash > host
    else { return nil }
    text = argument
    origin = String(argument[..<slash])
  }
}
