/// One request, as a log has it: what was asked for by its route, and never by what a caller wrote into its path, query or headers.
package struct RequestRecord: Sendable {
  package let method: String
  /// `none` for a path that leads to none.
  package let route: String
  package let status: Int
  /// Until the answer began.
  package let seconds: Double

  init(_ method: HTTPMethod?, _ route: RoutePattern?, _ status: Int, seconds: Double) {
    self.method = method?.rawValue ?? "other"
    self.route = route?.description ?? "none"
    self.status = status
    self.seconds = seconds
  }
}
