import Access
import Endpoints

/// What a caller is answered where a route needs a right: the matrix that the routes are held to and docs/rights.md shows.
enum ExpectedAccess: String, CaseIterable {
  case allowed, unauthenticated, forbidden, hidden

  /// In the registry `Lab`, which is restricted.
  private static func of(_ caller: ServedSandbox.Caller, _ right: Right) -> ExpectedAccess {
    switch caller {
    case .nobody, .badToken, .expired, .revoked, .former, .foreignJob, .endedSession: .unauthenticated
    case .otherRegistry, .otherToken: .hidden
    case .restrictedViewer: right <= .look ? .allowed : .forbidden
    case .viewer, .readToken: right <= .read ? .allowed : .forbidden
    case .member, .job, .session: right <= .write ? .allowed : .forbidden
    case .admin, .organizationAdmin: .allowed
    }
  }

  /// Beside a registry's own routes: everybody who is known is a member of the organization.
  static func of(_ caller: ServedSandbox.Caller, _ need: Route.Need) -> ExpectedAccess {
    switch (need, caller) {
    case (.registry(let right), _): of(caller, right)
    case (.nothing, _): .allowed
    case (_, .nobody), (_, .badToken), (_, .expired), (_, .revoked), (_, .former), (_, .foreignJob), (_, .endedSession):
      .unauthenticated
    case (.some, _): .allowed
    // These tokens are for some registries alone.
    case (.organization, .otherToken), (.organization, .organizationAdmin): .forbidden
    case (.organization(let right), .readToken): right <= .read ? .allowed : .forbidden
    case (.organization, _): .allowed
    case (.repository, .restrictedViewer): .forbidden
    case (.repository, .otherRegistry), (.repository, .otherToken), (.repository, .organizationAdmin): .hidden
    case (.repository(let right), .readToken): right <= .read ? .allowed : .forbidden
    // The hook judges what a push holds.
    case (.repository, _): .allowed
    }
  }
}
