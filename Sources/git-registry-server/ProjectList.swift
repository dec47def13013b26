import ArgumentParser
import Diagnostics
import GitLabAPI
import ServeOptions

/// `git registry serve --list-ids`: the number of each registry.
///
///      1  acme/Models
///     12  umbrella/Models
struct ProjectList {
  private let options: ServeOptions

  init(_ options: ServeOptions) { self.options = options }

  /// Also while a server runs.
  func show() throws {
    let places = try ServeCommand.repositories(options).map { try ProjectPlaces.place(at: $0.path, data: $0.data) }
    let numbers = try ProjectPlaces.numbers(places.map(\.place), lockedIn: places[0].folder)
    let projects = try TokenCommand.wait { try await numbers.all() }
    let width = "\(projects.last?.number ?? 0)".count
    for project in projects {
      let number = "\(project.number)"
      let space = String(repeating: " ", count: width - number.count)
      Console.say("\(space)\(number)  \(EscapedText.line("\(project.organization)/\(project.registry)"))\n")
    }
  }
}
