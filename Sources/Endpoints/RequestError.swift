/// Why a request is not answered as it wishes, before anybody has looked at what it asks for. Each mount says it in its clients' form.
package enum RequestError: Error, Hashable, Sendable {
  /// Nobody known, and what it asks for is not for everybody.
  case unauthenticated
  /// Known, and not allowed.
  case forbidden
  /// No such thing, or none that this principal may know of.
  case notFound
  case methodNotAllowed
  /// The body has more bytes than may be.
  case tooLarge(Int)
  /// It cannot be read: why.
  case malformed(String)
}
