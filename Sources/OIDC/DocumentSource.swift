/// Where an issuer's documents come from.
package protocol DocumentSource: Sendable {
  /// The body of what is at an address, which a server's operator or an issuer gave. Follows no redirection.
  func get(_ address: String) async throws -> String

  /// The body of an answer to a form.
  ///
  /// - Parameter authorization: the header; nil for none.
  func post(_ form: [(name: String, value: String)], to address: String, authorization: String?) async throws -> String
}
