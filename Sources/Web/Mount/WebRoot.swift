package import Access
import Actions
package import Endpoints
import Manifests
import RegistryStore
import Rules

/// The first page of a server of several repositories: those in which the caller may see a registry.
///
/// A repository that is hidden from the caller looks as one that is not there.
package struct WebRoot: Sendable {
  /// One of the repositories.
  package struct Place: Sendable {
    let organization: String
    let repository: ServedRepository
    let doorkeeper: Doorkeeper

    package init(organization: String, _ repository: ServedRepository, _ doorkeeper: Doorkeeper) {
      (self.organization, self.repository, self.doorkeeper) = (organization, repository, doorkeeper)
    }
  }

  private let places: [Place]
  private let hasSignIn: Bool

  /// - Parameter hasSignIn: true if people sign in at `/-/login`.
  package init(_ places: [Place], hasSignIn: Bool) {
    (self.places, self.hasSignIn) = (places, hasSignIn)
  }

  package var routes: [Route] { [Route(.get, "/", needs: nil) { try await answer($0) }] }

  private func answer(_ request: ServerRequest) async throws -> ServerResponse {
    let credentials = Credentials(request.headers)
    var shown: [OrganizationsPage.Row] = []
    var (isKnown, isSomebody) = (false, false)
    for place in places {
      // A token is good for one of them; that it is not for the others says nothing.
      guard let principal = try await place.doorkeeper.principal(of: credentials) else { continue }
      isKnown = true
      guard try await place.repository.access(of: principal, in: .anyRegistry, for: .look) == .allowed else { continue }
      isSomebody = isSomebody || principal != .nobody
      shown.append(
        try await place.repository.read(as: principal) { sight in
          OrganizationsPage.Row(
            name: place.organization, description: try sight.reader.find.organization().description,
            registries: try sight.reader.snapshot.registryNames().count)
        })
    }
    guard isKnown else { throw RequestError.unauthenticated }
    return PageAnswer.page(
      OrganizationsPage.document(
        shown, offersSignIn: hasSignIn && !isSomebody, isSomebody: isSomebody, theme: ThemeChange.theme(request)),
      200, nil)
  }
}
