import Access
package import Endpoints
package import RunStore

/// Our own interface to one repository: each look-up and action of the command line, with the documents that commands print with `--json`.
package struct RegistryMount: Sendable {
  private let repository: ServedRepository
  private let uploads: Uploads

  package static let prefix = "/api/v1"

  /// How its clients are told of errors.
  package static let form = ErrorForm(under: RoutePattern(prefix)) { APIError($0).response }

  /// - Parameter runs: notes what was uploaded, so that nobody takes it for garbage.
  package init(_ repository: ServedRepository, _ runs: any RunStore) {
    self.repository = repository
    uploads = Uploads(repository, runs)
  }

  package var routes: [Route] {
    let (repository, uploads) = (repository, uploads)
    return Self.operations.map { operation in
      let description = operation.description
      return Route(
        operation.method, RoutePattern(Self.prefix + operation.path), needs: operation.need, described: description
      ) { request in try await operation.handle(Call(request, by: description, repository, uploads)) }
    }
  }

  /// All that it does: the one table.
  package static let operations: [Operation] =
    RegistriesLook.operations + ModelsLook.operations + VersionsLook.operations + CandidatesLook.operations
    + PeopleLook.operations + SearchLook.operations + HistoryLook.operations + RulesLook.operations
    + FilesLook.operations
    + RegistriesWrite.operations + ModelsWrite.operations + VersionsWrite.operations + CandidatesWrite.operations
    + PeopleWrite.operations + FilesWrite.operations
}
