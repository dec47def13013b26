import Endpoints
import RunStore

/// The projects of one repository, by number or by `ORGANIZATION/REGISTRY`.
package struct RepositoryProjects: Projects {
  private let numbers: ProjectNumbers
  private let place: ProjectNumbers.Place

  init(_ numbers: ProjectNumbers, _ place: ProjectNumbers.Place) {
    self.numbers = numbers
    self.place = place
  }

  var organization: String { place.organization }

  package func registry(ofProject id: String) async throws -> String? {
    if let number = Int64(id), "\(number)" == id {
      return try await place.store.name(of: number, in: ProjectNumbers.space)
    }
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == place.organization, !parts[1].isEmpty else { return nil }
    return String(parts[1])
  }

  func number(of registry: String) async throws -> Int64 { try await numbers.number(of: registry, in: place) }
}
